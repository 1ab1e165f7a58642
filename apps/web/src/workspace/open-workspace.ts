import { createEmitter } from '@barycentre/kit'
import { layoutVersion, openPlanDoc, openUndo, type PlanDoc, type Undo } from '@barycentre/plan-doc'
import { bindDocument, openIndexedDbStore, type IndexedDbStore } from '@barycentre/store-indexeddb'
import { documentName } from '@barycentre/sync'
import { joinDocument, type JoinedDocument, type SaveState } from '@barycentre/sync/client'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { browserTimers } from './browser-timers.ts'
import { deviceStoreName } from './device.ts'
import { readPresence, type Presence, type PresenceAt } from './presence.ts'
import { pageTransport } from './transport.ts'
import { saveStatusOf, type SaveStatus } from './save-status.ts'

export interface Member {
  readonly personId: string
  readonly name: string
  readonly entity: string
  readonly group: string
  readonly role: string
}

/** A document of the workspace, live: kept on this device and joined with the server. */
export interface LiveDocument {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** Whether there is something to show: what this device held is read, or the server's state has arrived. */
  opened(): boolean
  mayWrite(): boolean
  saveState(): SaveState
  /** Told when one of the three above may have changed. */
  on(listener: () => void): () => void
  reconnect(): void
  /** Resolves when what was made here is kept, or cannot be. */
  close(): Promise<void>
}

/** One workspace, open on this device: everything that lives for as long as one moves between its screens. */
export interface OpenWorkspace {
  readonly id: string
  readonly planDoc: PlanDoc
  readonly undo: Undo
  readonly live: LiveDocument
  mayWrite(): boolean
  saveStatus(): SaveStatus
  people(): readonly Presence[]
  announceAt(at: PresenceAt): void
  announceGesture(gesture: unknown): void
  /** Opens a text, written under this version of the text's schema, for as long as somebody looks at it; each call needs its `release`. */
  openText(name: string, schema: number): { readonly live: LiveDocument; release(): void }
  readonly following: Following
  onStatus(listener: () => void): () => void
  onPeople(listener: () => void): () => void
  close(): void
}

/** Whom I follow: a tab, and when that goes (a reload) another of the same person. */
export interface Following {
  get(): Followed | undefined
  set(followed: Followed | undefined): void
  on(listener: () => void): () => void
}
export interface Followed {
  readonly clientId: number
  readonly personId: string
}

export function openWorkspace(id: string, me: Member): OpenWorkspace {
  const status = createEmitter<[]>()
  const people = createEmitter<[]>()
  pageTransport().signedInAs(me.personId)
  // One per person: what one keeps on a shared machine, another must not read.
  const store = openIndexedDbStore({ name: deviceStoreName(me.personId) })
  const live = openLiveDocument(store, id, 'plan', layoutVersion)
  const planDoc = openPlanDoc(live.doc)
  const undo = openUndo(planDoc)
  const texts = new Map<string, { live: LiveDocument; lookers: number; stop: () => void }>()
  const following = createFollowing()
  let present = readPeople()
  let saveStatus = readStatus()

  live.awareness.setLocalStateField('person', {
    id: me.personId,
    name: me.name,
    group: me.group,
    entity: me.entity,
    role: me.role,
  })
  const stopLive = live.on(updateStatus)
  const updatePeople = () => {
    present = readPeople()
    people.emit()
  }
  live.awareness.on('change', updatePeople)
  updatePeople()

  const warnBeforeLoss = (event: BeforeUnloadEvent) => {
    if ((saveStatus.state === 'saving' || saveStatus.state === 'offline') && !saveStatus.keptHere)
      event.preventDefault()
  }
  const backOnline = () => allLive().forEach(each => each.reconnect())
  addEventListener('beforeunload', warnBeforeLoss)
  addEventListener('online', backOnline)

  return {
    id,
    planDoc,
    undo,
    live,
    mayWrite: () => me.role !== 'reader' && live.mayWrite(),
    saveStatus: () => saveStatus,
    people: () => present,
    announceAt: at => live.awareness.setLocalStateField('at', at),
    announceGesture: gesture => live.awareness.setLocalStateField('gesture', gesture),
    openText(name, schema) {
      const known = texts.get(name)
      const entry = known ?? { live: openLiveDocument(store, id, `text/${name}`, schema), lookers: 0, stop: () => {} }
      if (known === undefined) {
        entry.stop = entry.live.on(updateStatus)
        texts.set(name, entry)
      }
      entry.lookers++
      return { live: entry.live, release: () => release(name, entry) }
    },
    following,
    onStatus: listener => status.on(listener),
    onPeople: listener => people.on(listener),
    close() {
      removeEventListener('beforeunload', warnBeforeLoss)
      removeEventListener('online', backOnline)
      live.awareness.off('change', updatePeople)
      stopLive()
      undo.close()
      planDoc.close()
      const closing = [live.close(), ...[...texts.values()].map(closeText)]
      // Where the store never opened there is nothing to close; `keeper.onTrouble` has told.
      void Promise.all(closing).then(() =>
        store.then(
          opened => opened.close(),
          () => undefined,
        ),
      )
    },
  }

  function allLive(): LiveDocument[] {
    return [live, ...[...texts.values()].map(text => text.live)]
  }

  function readStatus(): SaveStatus {
    return saveStatusOf(allLive().map(each => each.saveState()))
  }

  function updateStatus(): void {
    saveStatus = readStatus()
    status.emit()
  }

  function readPeople(): readonly Presence[] {
    return readPresence(live.awareness.getStates(), live.doc.clientID)
  }

  function release(name: string, entry: { live: LiveDocument; lookers: number; stop: () => void }): void {
    entry.lookers--
    if (entry.lookers > 0) return
    // A look away and back within a moment (another screen, a development reload) keeps the connection.
    setTimeout(() => {
      if (entry.lookers > 0 || texts.get(name) !== entry) return
      texts.delete(name)
      void closeText(entry)
      updateStatus()
    }, lingering)
  }

  function closeText(text: { live: LiveDocument; stop: () => void }): Promise<void> {
    text.stop()
    return text.live.close()
  }
}

function createFollowing(): Following {
  const news = createEmitter<[]>()
  let followed: Followed | undefined
  return {
    get: () => followed,
    set(next) {
      if (next?.clientId === followed?.clientId) return
      followed = next
      news.emit()
    },
    on: listener => news.on(listener),
  }
}

/** How long a text stays open after the last look at it, milliseconds. */
const lingering = 30_000

function openLiveDocument(
  store: Promise<IndexedDbStore>,
  workspaceId: string,
  name: string,
  schema: number,
): LiveDocument {
  const doc = new Y.Doc()
  const changed = createEmitter<[]>()
  const document = documentName(`${workspaceId}/${name}`)
  const keeper = bindDocument(doc, {
    store,
    document,
    isRemote: origin => origin === joined.provider,
    clock: Date.now,
  })
  const joined: JoinedDocument<WebsocketProvider> = joinDocument<WebsocketProvider>({
    doc,
    serverUrl: `${location.origin.replace(/^http/, 'ws')}/sync`,
    documentName: document,
    Provider: WebsocketProvider,
    WebSocket: pageTransport().WebSocket,
    gatherFor: () => pageTransport().gatherFor(),
    schema: String(schema),
    keeper,
    clock: Date.now,
    random: Math.random,
    timers: browserTimers,
  })
  // Once there is something to show, it stays shown: a lost connection takes nothing off the screen.
  let opened = false
  let access = true
  const showLoaded = () => {
    opened ||= doc.store.clients.size > 0
    changed.emit()
  }
  // A device that cannot keep anything (private mode, no room) still shows what the server sends; the status says so.
  keeper.whenLoaded.then(showLoaded, showLoaded)
  joined.onSaveState(() => changed.emit())
  joined.onFact(fact => {
    if (fact.fact !== 'welcomed' && fact.fact !== 'access') return
    // A disk that is full is no reason to stop somebody's hand: what is written waits here, as without a network.
    access = fact.access.write || fact.access.code === 'storage'
    changed.emit()
  })
  joined.provider.on('sync', (synced: boolean) => {
    opened ||= synced
    changed.emit()
  })

  return {
    doc,
    awareness: joined.provider.awareness,
    opened: () => opened,
    mayWrite: () => access,
    saveState: () => joined.saveState,
    on: listener => changed.on(listener),
    reconnect: () => joined.reconnect(),
    async close() {
      joined.close()
      await keeper.close()
      doc.destroy()
    },
  }
}
