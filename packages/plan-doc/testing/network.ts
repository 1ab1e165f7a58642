import type { Random } from '@barycentre/kit'
import { openPlanDoc, openUndo, Remote, type PlanDoc, type Undo } from '../src/index.ts'
import * as Y from 'yjs'

/** One person's device in a network that a test holds in its hand. */
export interface Peer {
  readonly name: string
  readonly doc: Y.Doc
  readonly planDoc: PlanDoc
  readonly undo: Undo
}

export interface Network {
  readonly peers: readonly Peer[]
  /** Delivers one waiting update to one peer, chosen by chance; false when nothing can be delivered now. */
  deliverOne(): boolean
  /** Cuts a peer off: what it makes and what is made for it waits. */
  disconnect(peer: number): void
  reconnect(peer: number): void
  /** Reconnects everybody and delivers everything, in an order of chance. */
  settle(): void
  delivered(): number
}

/**
 * Peers that hear of each other only when the test delivers. Updates of one peer arrive at another in the order in
 * which they were made (as over one server's log); between peers, any order.
 */
export function createNetwork(count: number, random: Random): Network {
  const queues = new Map<string, Uint8Array[]>()
  const offline = new Set<number>()
  let delivered = 0
  const peers = Array.from({ length: count }, (_, index) => {
    const doc = new Y.Doc()
    // Client ids decide which of two concurrent values wins; by chance, they would make a run unrepeatable.
    doc.clientID = 1 + index * 1_000 + Math.floor(random() * 1_000)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin instanceof Remote) return
      for (let to = 0; to < count; to++) if (to !== index) queue(index, to).push(update)
    })
    const planDoc = openPlanDoc(doc)
    return { name: String.fromCharCode(65 + index), doc, planDoc, undo: openUndo(planDoc) }
  })

  return { peers, deliverOne, disconnect, reconnect, settle, delivered: () => delivered }

  function queue(from: number, to: number): Uint8Array[] {
    const key = `${from}>${to}`
    const known = queues.get(key) ?? []
    queues.set(key, known)
    return known
  }

  function deliverOne(): boolean {
    const ready = [...queues].filter(([key, waiting]) => {
      const [from, to] = key.split('>').map(Number)
      return waiting.length > 0 && !offline.has(from as number) && !offline.has(to as number)
    })
    const chosen = ready[Math.floor(random() * ready.length)]
    const update = chosen?.[1].shift()
    if (chosen === undefined || update === undefined) return false
    const to = Number(chosen[0].split('>')[1])
    Y.applyUpdate((peers[to] as Peer).doc, update, new Remote())
    delivered++
    return true
  }

  function disconnect(peer: number): void {
    offline.add(peer)
  }

  function reconnect(peer: number): void {
    offline.delete(peer)
  }

  function settle(): void {
    offline.clear()
    while (deliverOne());
    // Updates that depend on a third peer's may have waited inside Yjs (libraries: pending structs); a state closes that.
    for (const peer of peers) {
      for (const other of peers) {
        if (peer === other) continue
        Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(peer.doc, Y.encodeStateVector(other.doc)), new Remote())
      }
    }
  }
}
