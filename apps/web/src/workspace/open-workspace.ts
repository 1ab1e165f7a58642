import { createEmitter, sameJson } from '@barycentre/kit'
import { layoutVersion, openPlanDoc, openUndo, type PlanDoc, type Undo } from '@barycentre/plan-doc'
import { PROSE_SCHEMA_VERSION } from '@barycentre/prose'
import {
  bindDocument,
  openIndexedDbStore,
  type IndexedDbStore,
  type KeepingErrorCode,
} from '@barycentre/store-indexeddb'
import { documentName } from '@barycentre/sync'
import { joinDocument, type JoinedDocument, type SaveState } from '@barycentre/sync/client'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { browserTimers } from './browser-timers.ts'
import { openCoherence, type Coherence } from './coherence.ts'
import { deviceStoreName } from './device.ts'
import { openLedger, type LedgerFeed } from './ledger.ts'
import { createOpenTexts } from './open-texts.ts'
import { readPresence, type Presence, type PresenceAt } from './presence.ts'
import { pageTransport } from './transport.ts'
import { isKeptHere, saveStatusOf, type DocumentStatus, type SaveStatus } from './save-status.ts'
import { writtenText } from './unsaved-text.ts'

export interface Member {
  readonly personId: string
  readonly name: string
  readonly entity: string
  readonly group: string
  readonly role: string
}

/** A document of the workspace, live: kept on this device and joined with the server. */
export interface LiveDocument {
  /** Such as `plan` or `text/vision`. */
  readonly name: string
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** Whether there is something to show: what this device held is read, or the server's state has arrived. */
  opened(): boolean
  mayWrite(): boolean
  saveState(): SaveState
  /** Why this device keeps nothing of what is written, where it does not. */
  keepingTrouble(): KeepingErrorCode | undefined
  /** Told when one of the four above may have changed. */
  on(listener: () => void): () => void
  /** What I have written and the server is not known to have, as one update, if it is at hand. */
  unsaved(): Uint8Array | undefined
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
  /** The same, document by document. */
  documents(): readonly DocumentStatus[]
  /** What I have written and the server is not known to have, to be read and copied. */
  unsavedText(): string
  /** Tries now to reach the server. */
  reconnect(): void
  people(): readonly Presence[]
  announceAt(at: PresenceAt): void
  announceGesture(gesture: unknown): void
  /** Opens a text, written under this version of the text's schema, for as long as somebody looks at it; each call needs its `release`. */
  openText(name: string, schema: number): { readonly live: LiveDocument; release(): void }
  readonly ledger: LedgerFeed
  readonly coherence: Coherence
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
  const texts = createOpenTexts(
    (name, schema) => openLiveDocument(store, id, `text/${name}`, schema),
    () => updateStatus(),
  )
  const ledger = openLedger(id)
  const coherence = openCoherence({ planDoc, plan: live, ledger, openText: texts.look })
  const following = createFollowing()
  let present = readPeople()
  let documents = readDocuments()
  let saveStatus = readStatus()
  let isClosed = false

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
    if (!documents.every(({ state }) => isKeptHere(state))) event.preventDefault()
  }
  const reconnect = () => allLive().forEach(each => each.reconnect())
  addEventListener('beforeunload', warnBeforeLoss)
  addEventListener('online', reconnect)
  // Where the store cannot be read, `keepingTrouble` tells.
  void sendWhatWaits().catch(() => undefined)

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
    documents: () => documents,
    unsavedText() {
      const updates = allLive().flatMap(each => each.unsaved() ?? [])
      return updates.map(writtenText).filter(Boolean).join('\n')
    },
    reconnect,
    openText: texts.look,
    ledger,
    coherence,
    following,
    onStatus: listener => status.on(listener),
    onPeople: listener => people.on(listener),
    close() {
      isClosed = true
      removeEventListener('beforeunload', warnBeforeLoss)
      removeEventListener('online', reconnect)
      live.awareness.off('change', updatePeople)
      stopLive()
      coherence.close()
      ledger.close()
      undo.close()
      planDoc.close()
      const closing = [live.close(), texts.close()]
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
    return [live, ...texts.all()]
  }

  function readStatus(): SaveStatus {
    return saveStatusOf(documents.map(({ state }) => state))
  }

  function readDocuments(): readonly DocumentStatus[] {
    return allLive().map(each => ({ name: each.name, state: each.saveState(), trouble: each.keepingTrouble() }))
  }

  function updateStatus(): void {
    const next = readDocuments()
    if (!sameJson(next, documents)) {
      documents = next
      saveStatus = readStatus()
    }
    // Rights may have changed where the status has not.
    status.emit()
  }

  /** What an earlier visit wrote in texts that nobody looks at now waits on this device, and must not wait there for ever. */
  async function sendWhatWaits(): Promise<void> {
    const waiting = await (await store).countWaiting()
    if (isClosed) return
    const prefix = `${id}/text/`
    for (const document of waiting.keys())
      if (document.startsWith(prefix)) texts.send(document.slice(prefix.length), PROSE_SCHEMA_VERSION)
  }

  function readPeople(): readonly Presence[] {
    return readPresence(live.awareness.getStates(), live.doc.clientID)
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

/** Milliseconds. */
const tryKeepingEvery = 10_000

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
  let trouble: KeepingErrorCode | undefined
  keeper.onTrouble(next => {
    trouble = next?.code
    changed.emit()
  })
  // Somebody may have made room meanwhile.
  const stopTrying = browserTimers.every(tryKeepingEvery, () => keeper.tryAgain())
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
    name,
    doc,
    awareness: joined.provider.awareness,
    opened: () => opened,
    mayWrite: () => access,
    saveState: () => joined.saveState,
    keepingTrouble: () => trouble,
    on: listener => changed.on(listener),
    unsaved: () => joined.unsaved(),
    reconnect: () => joined.reconnect(),
    async close() {
      joined.close()
      stopTrying()
      await keeper.close()
      doc.destroy()
    },
  }
}
