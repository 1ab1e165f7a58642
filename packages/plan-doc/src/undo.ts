import type { Kind } from '@barycentre/plan'
import * as Y from 'yjs'
import * as layout from './layout.ts'
import type { PlanDoc } from './open.ts'
import { Local } from './origin.ts'

/** Undo of one person's own gestures (promise P10). */
export interface Undo {
  /** Takes back the last gesture that still has an effect; false when there is none. */
  undo(): boolean
  redo(): boolean
  canUndo(): boolean
  canRedo(): boolean
  /** Told when what can be undone or redone changes. */
  on(listener: () => void): () => void
  close(): void
}

type SharedType = Y.Transaction['changed'] extends Map<infer Type, unknown> ? Type : never

/** Typing within this time in the same field is one step, milliseconds. */
const burst = 1000

/**
 * On top of Yjs' UndoManager: a gesture is a step (bursts of typing in one field are one), a step without visible effect is
 * skipped, and taking back the creation of a record that others have worked on since is such a step: their work stays.
 */
export function openUndo(planDoc: PlanDoc): Undo {
  const { doc } = planDoc
  const created = new Map<string, { client: number; from: number; to: number }>()
  const workedOnByOthers = new Set<string>()
  const rootNames = new WeakMap<SharedType, string>()
  const manager = new Y.UndoManager(doc, {
    captureTimeout: burst,
    trackedOrigins: new Set<unknown>([Local]),
    deleteFilter: item => !holdsOthersWork(item),
  })

  let lastGesture: string | undefined
  const separate = (transaction: Y.Transaction) => {
    if (!(transaction.origin instanceof Local)) return
    const gesture = transaction.origin.continues
    if (gesture === undefined || gesture !== lastGesture) manager.stopCapturing()
    lastGesture = gesture
  }
  const remember = (transaction: Y.Transaction) => {
    const own = transaction.origin instanceof Local
    if (transaction.origin === manager) return
    for (const [type, keys] of transaction.changed) {
      for (const [name, key] of recordsIn(type, keys)) {
        if (!own) workedOnByOthers.add(name)
        else if (key === layout.existence) {
          const from = transaction.beforeState.get(doc.clientID) ?? 0
          created.set(name, { client: doc.clientID, from, to: transaction.afterState.get(doc.clientID) ?? from })
          workedOnByOthers.delete(name)
        }
      }
    }
  }
  doc.on('beforeTransaction', separate)
  doc.on('afterTransaction', remember)

  return {
    undo: () => step('undo'),
    redo: () => step('redo'),
    canUndo: () => manager.undoStack.length > 0,
    canRedo: () => manager.redoStack.length > 0,
    on(listener) {
      const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const
      for (const event of events) manager.on(event, listener)
      return () => events.forEach(event => manager.off(event, listener))
    },
    close() {
      doc.off('beforeTransaction', separate)
      doc.off('afterTransaction', remember)
      manager.destroy()
    },
  }

  function step(direction: 'undo' | 'redo'): boolean {
    const stack = direction === 'undo' ? manager.undoStack : manager.redoStack
    lastGesture = undefined
    while (stack.length > 0) {
      const before = planDoc.plan()
      manager[direction]()
      if (planDoc.plan() !== before) return true
    }
    return false
  }

  function holdsOthersWork(item: Y.Item): boolean {
    const parent = item.parent
    if (!(parent instanceof Y.AbstractType)) return false
    for (const [name] of recordsIn(parent, [item.parentSub])) {
      const creation = created.get(name)
      if (creation === undefined || !workedOnByOthers.has(name)) continue
      const { client, clock } = item.id
      if (client === creation.client && clock >= creation.from && clock < creation.to) return true
    }
    return false
  }

  function* recordsIn(
    type: SharedType,
    keys: Iterable<string | null>,
  ): Generator<readonly [name: string, path: string]> {
    const root = type._item === null ? rootName(type) : undefined
    if (root === undefined) return
    const prose = layout.parseProseName(root)
    if (prose !== undefined) return yield [recordName(prose.kind as Kind, prose.id), prose.path]
    for (const key of keys) {
      const cell = key === null ? undefined : layout.parseCellKey(key)
      if (cell !== undefined) yield [recordName(root as Kind, cell.id), cell.path]
    }
  }

  function rootName(type: SharedType): string | undefined {
    if (!rootNames.has(type)) for (const [name, root] of doc.share) rootNames.set(root, name)
    return rootNames.get(type)
  }
}

function recordName(kind: Kind, id: string): string {
  return `${kind}/${id}`
}
