import { assert, newId, type Clock, type Random } from '@barycentre/kit'
import * as Y from 'yjs'
import { closeCodes, type CloseCode } from './close-code.ts'
import { openCopy, runAside, type Copy } from './copy.ts'
import { decodeExtension, encodeExtension, protocolVersion, type HelloMessage } from './extension-message.ts'
import { answerState, EncodedStates, encodeNews, feedSession, sendRows } from './feed-session.ts'
import { joinUpdates } from './join-updates.ts'
import type { Limits } from './limits.ts'
import {
  decodeMessage,
  encodeAwareness,
  encodeStep1,
  firstExtensionType,
  isUpdateFrame,
  type Message,
} from './message.ts'
import { encodePresenceChanges, presenceCapability, type PresenceChange } from './presence-changes.ts'
import { noEntries, Presence } from './presence.ts'
import type { Access, UpdateRefusal } from './refusal.ts'
import { RoomSession, type Newcomer, type SessionRoom } from './session.ts'
import type { Socket } from './socket.ts'
import { joinParts, Staged, type RowDraft } from './staged.ts'
import type { StorageWatch } from './storage-watch.ts'
import type { DocumentName, NewRow, Place, ServerStore } from './store.ts'
import type { Timers } from './timers.ts'
import {
  newTurn,
  rejectTask,
  settlementOf,
  type EditTask,
  type PresenceTask,
  type Task,
  type Turn,
  type UpdateTask,
} from './turn.ts'
import { examineUpdate, type Examination } from './update/examine-update.ts'
import { UpdateBuilder } from './update/update-builder.ts'
import type { ScannedUpdate } from './update/scan-update.ts'

/** Something went wrong that nobody in the room can mend. */
export interface Fault {
  readonly code: 'storage' | 'checkpoint' | 'malformed' | 'socket'
  readonly document: DocumentName
  readonly session?: string
  readonly cause: unknown
}

export interface RoomPorts {
  readonly store: ServerStore
  readonly storage: StorageWatch
  /** What is kept and told: the time of day. */
  readonly clock: Clock
  /** What is waited for: goes forward evenly, whoever sets the clock. */
  readonly steady: Clock
  readonly random: Random
  readonly timers: Timers
  readonly limits: Limits
  /** Resolves when what has arrived by now has been handed over, for all rooms at once. */
  turnBegins(): Promise<void>
  /** The same document in fewer bytes: `foldUpdate`, away from where it would hold up others. */
  fold(update: Uint8Array): Promise<Uint8Array>
  report(fault: Fault): void
}

/** A document as it is on disk. */
export interface Snapshot {
  readonly sequence: number
  readonly state: Uint8Array
}

export interface Edited<T> {
  readonly value: T
  /** The last sequence of the document once the edit is on disk. */
  readonly sequence: number
}

/**
 * The live copy of one document with its sessions. It works in turns, one after another: take what has arrived, judge it
 * against the copy (which does not change meanwhile), append it to the store, and only when that has kept it: take it
 * into the copy, acknowledge, send to the others, answer who asked. So the copy is never ahead of the disk, and what the
 * store does not keep has not happened.
 */
export class Room implements SessionRoom {
  readonly document: DocumentName
  readonly #ports: RoomPorts
  readonly #onEnd: () => void
  readonly #sessions = new Set<RoomSession>()
  readonly #presence: Presence<RoomSession>
  readonly #presenceChanged = new Map<number, RoomSession>()
  /** Client ids that somebody has said to write under, before having written. */
  readonly #reserved = new Map<number, string>()
  readonly #encoded = new EncodedStates()
  readonly #stopWatching: () => void
  #presenceSpreadAt = 0
  #copy: Copy | undefined
  #tasks: Task[] = []
  #turning: Promise<void> | undefined
  #folding: Promise<void> | undefined
  #settledAt = -1
  #sessionsSoFar = 0
  #ended = false

  /** `onEnd`: the room has failed; whoever comes next needs a new one. */
  constructor(document: DocumentName, ports: RoomPorts, onEnd: () => void) {
    this.document = document
    this.#ports = ports
    this.#onEnd = onEnd
    this.#presence = new Presence<RoomSession>({
      mayTakeOver: (from, to) => from.author === to.author && from.number < to.number,
      maySpeakFor: (session, client) => this.#reserve(client, session.author),
    })
    this.#stopWatching = ports.storage.on(() => this.#storageChanged())
  }

  get sessions(): ReadonlySet<RoomSession> {
    return this.#sessions
  }

  /** Nobody is here and nothing is under way. */
  get isIdle(): boolean {
    return this.#sessions.size === 0 && this.#tasks.length === 0 && this.#turning === undefined
  }

  join(socket: Socket, newcomer: Newcomer): RoomSession {
    const { steady: clock, random } = this.#ports
    const session = new RoomSession(newId(random), ++this.#sessionsSoFar, newcomer, { socket, room: this, clock })
    this.#sessions.add(session)
    return session
  }

  edit<T>(author: string, edit: (doc: Y.Doc) => T): Promise<Edited<T>> {
    return new Promise((resolve, reject) => {
      let value: T
      const run = (doc: Y.Doc) => void (value = edit(doc))
      this.#enqueue({ task: 'edit', author, run, done: sequence => resolve({ value, sequence }), reject })
    })
  }

  snapshot(): Promise<Snapshot> {
    return new Promise((resolve, reject) => this.#enqueue({ task: 'look', resolve, reject }))
  }

  /** Somebody else may have appended to the log. */
  catchUp(): void {
    this.#enqueue({ task: 'catch-up' })
  }

  /** Says something to everybody who has not been told anything for long, and forgets whom nobody has heard for long. */
  sweep(silentSince: number, presentSince: number): void {
    this.#presence.forgetBefore(presentSince)
    this.#encoded.forget()
    for (const session of this.#sessions) if (session.lastSentAt <= silentSince) session.send(keepAlive)
  }

  /** Resolves when everything that has arrived is settled. */
  async settled(): Promise<void> {
    while (this.#turning !== undefined) await this.#turning
  }

  /** Ends the room in good order: settle, close the sessions, fold the log. */
  async close(code: CloseCode, reason: string): Promise<void> {
    await this.settled()
    this.#end(code, reason, new Error(reason))
    await this.#folding
    if (this.#copy !== undefined && this.#copy.rowsSinceFold >= rowsWorthFoldingAtEnd) await this.#fold(this.#copy)
  }

  receive(session: RoomSession, frame: Uint8Array): void {
    // Counted before it is read: the other side counts by the same two bytes, whatever follows them.
    const number = isUpdateFrame(frame) ? ++session.framesReceived : undefined
    let message: Message
    try {
      message = decodeMessage(frame)
      if (number === undefined) return this.#receiveOther(session, message, frame)
    } catch (cause) {
      if (number === undefined) return this.#report('malformed', cause, session)
      return this.#enqueue({ task: 'garbage', session, frame: number, reason: reasonOf(cause) })
    }
    if (message.kind !== 'update' && message.kind !== 'step-2') return
    const complete = message.kind === 'step-2'
    this.#enqueue({ task: 'update', session, frame: number, complete, update: message.update })
  }

  drained(session: RoomSession): void {
    const { feed } = session
    if (feed.isBehind && this.#copy !== undefined && this.#ports.steady() >= feed.notBefore)
      this.#feed(session, this.#copy)
  }

  leave(session: RoomSession): void {
    this.#sessions.delete(session)
    const entries = this.#presence.leave(session)
    if (entries === undefined) return
    const frame = encodeAwareness(entries)
    // In the common form for all: one who is gone has no fields.
    for (const other of this.#sessions) other.send(frame)
  }

  socketFailed(session: RoomSession, cause: unknown): void {
    this.#report('socket', cause, session)
  }

  #receiveOther(session: RoomSession, message: Message, frame: Uint8Array): void {
    switch (message.kind) {
      case 'step-1':
        Y.decodeStateVector(message.stateVector)
        return this.#enqueue({ task: 'answer', session, stateVector: message.stateVector.slice() })
      case 'awareness':
        // Before the copy is there it is not known whose a client id is.
        if (this.#copy === undefined) this.#enqueue({ task: 'presence', session, entries: message.entries.slice() })
        else this.#heard(session, this.#presence.hear(session, message.entries, this.#ports.steady()))
        return
      case 'query-awareness':
        return this.#tellPresence(session)
      case 'other':
        if (message.type < firstExtensionType) return
        return this.#receiveExtension(session, frame)
      case 'denied':
        return
      case 'step-2':
      case 'update':
        // Written with more bytes than the number needs, so that the two sides would count differently.
        throw new Error('An update in a frame that is not counted')
    }
  }

  #receiveExtension(session: RoomSession, frame: Uint8Array): void {
    const message = decodeExtension(frame)
    if (message?.kind === 'hello') this.#enqueue({ task: 'hello', session, hello: message })
    else if (message?.kind === 'presence') {
      if (this.#copy === undefined)
        this.#enqueue({ task: 'presence', session, entries: message.changes.slice(), isChanges: true })
      else this.#heard(session, this.#presence.hearChanges(session, message.changes, this.#ports.steady()))
    }
  }

  #heard(session: RoomSession, client: number | undefined): void {
    if (client === undefined) return
    if (this.#presenceChanged.size === 0) this.#schedulePresence()
    this.#presenceChanged.set(client, session)
  }

  /** The first to move is seen to move at once; a crowd in motion is seen once per tick. */
  #schedulePresence(): void {
    const { steady, timers } = this.#ports
    const wait = this.#presenceSpreadAt + presenceTick - steady()
    const spread = () => {
      this.#presenceSpreadAt = steady()
      this.#spreadPresence()
    }
    if (wait > 0) timers.after(Math.min(wait, presenceTick), spread)
    else timers.soon(spread)
  }

  #spreadPresence(): void {
    const clients = [...this.#presenceChanged.keys()]
    const speakers = new Set(this.#presenceChanged.values())
    this.#presenceChanged.clear()
    const { all, roster } = this.#presence.changes(clients, this.#ports.steady())
    if (all.length === 0) return
    const changes = encodeChanges(all)
    const fewChanges = roster.length === 0 ? undefined : encodeChanges(roster)
    let frame: Uint8Array | undefined
    for (const session of this.#sessions) {
      // One frame for all: what one said comes back to it only beside what others said.
      if (speakers.size === 1 && speakers.has(session)) continue
      // Whoever is behind has other things to catch up on, and is told who is here when it has.
      const isFull = session.waiting > this.#ports.limits.maxSocketBytes
      if (isFull || (session.feed.isBehind && !isPoor(session))) session.missesPresence = true
      else if (session.missesPresence) this.#tellPresence(session)
      else if (session.takesChanges && isPoor(session)) {
        if (fewChanges !== undefined) session.send(fewChanges)
      } else
        session.send(
          session.takesChanges ? changes : (frame ??= encodeAwareness(this.#presence.encode(clients) ?? noEntries)),
        )
    }
  }

  /** Everybody who is here, whole: whoever has missed something could make nothing of what has changed. */
  #tellPresence(session: RoomSession): void {
    session.missesPresence = false
    const entries = this.#presence.encode()
    if (entries === undefined) return
    session.send(session.takesChanges ? encodeChanges(this.#presence.whole()) : encodeAwareness(entries))
  }

  /** Whether the client id is this author's, or nobody's and now kept for this one. */
  #reserve(client: number, author: string): boolean {
    const owner = this.#copy?.authors.get(client) ?? this.#reserved.get(client)
    if (owner !== undefined) return owner === author
    if (this.#reserved.size < mostReserved) this.#reserved.set(client, author)
    return true
  }

  #enqueue(task: Task): void {
    if (this.#ended) return rejectTask(task, new Error('The room has closed'))
    this.#tasks.push(task)
    this.#start()
  }

  #start(): void {
    if (this.#turning !== undefined || this.#tasks.length === 0) return
    this.#turning = this.#turn().finally(() => {
      this.#turning = undefined
      this.#start()
    })
  }

  async #turn(): Promise<void> {
    await this.#ports.turnBegins()
    let tasks: Task[] = []
    try {
      this.#copy ??= await openCopy(this.document, this.#ports.store)
      while (this.#tasks.length > 0) {
        tasks = this.#tasks.splice(0)
        await this.#settle(tasks, this.#copy)
        tasks = []
      }
      const { rowsSinceFold, bytesSinceFold } = this.#copy
      if (rowsSinceFold >= rowsWorthFolding || bytesSinceFold >= bytesWorthFolding) void this.#fold(this.#copy)
    } catch (cause) {
      this.#fail(tasks, cause)
    }
  }

  async #settle(tasks: readonly Task[], copy: Copy): Promise<void> {
    const turn = newTurn(new Staged<RoomSession>(copy))
    for (const task of tasks) this.#take(copy, task, turn)
    for (const { session, hello } of turn.hellos) await this.#welcome(copy, session, hello)
    const written = await this.#keep(copy, turn)
    this.#tell(copy, turn, written)
    this.#answer(copy, turn)
  }

  #take(copy: Copy, task: Task, turn: Turn): void {
    switch (task.task) {
      case 'update':
        return this.#takeUpdate(copy, task, turn)
      case 'garbage':
        return settlementOf(turn, task.session).refuse(task.frame, malformed(task.reason))
      case 'edit':
        return this.#takeEdit(copy, task, turn)
      case 'presence':
        return this.#takePresence(task)
      case 'catch-up':
        turn.isBehind = true
        return
      case 'hello':
        return void turn.hellos.push(task)
      case 'answer':
      case 'look':
        return void turn.questions.push(task)
    }
  }

  #takeUpdate(copy: Copy, { session, frame, complete, update }: UpdateTask, turn: Turn): void {
    const { staged } = turn
    const settlement = settlementOf(turn, session)
    if (complete) session.isAsked = false
    let found = examineUpdate(staged, update, this.#ports.limits)
    if (found.finding === 'malformed') return settlement.refuse(frame, malformed(found.reason))
    const access = this.#accessOf(session)
    if (!access.write && complete && hasOnlyDeletions(found)) {
      this.#findDeletions(copy)
      found = examineUpdate(staged, update, this.#ports.limits)
    }
    if (found.finding === 'malformed') return settlement.refuse(frame, malformed(found.reason))
    if (found.finding === 'known') return settlement.keep(frame, found.clients)
    if (!access.write) return settlement.refuse(frame, access)
    if (found.finding === 'gap' && !complete) {
      settlement.refuse(frame, gapRefusal)
      return void turn.gaps.add(session)
    }
    let refusal = found.finding === 'gap' ? partly('gap') : undefined
    const foreign = found.news === undefined ? [] : this.#foreignClients(found.news, session, staged)
    if (foreign.length > 0) {
      if (!complete)
        return settlement.refuse(frame, { code: 'foreign-author', facts: { client: foreign[0] as number } })
      // It holds what others have made and the log has lost: they bring that themselves.
      refusal = partly('foreign-author')
      found = examineUpdate(staged, without(found.news as ScannedUpdate, foreign), this.#ports.limits)
    }
    const news = found.finding === 'news' || found.finding === 'gap' ? found.news : undefined
    if (news !== undefined) {
      const { maxDepth } = this.#ports.limits
      if (staged.depthOf(news) > maxDepth)
        return settlement.refuse(frame, malformed(`nested more than ${maxDepth} deep`))
      const { maxDocumentBytes } = this.#ports.limits
      const more = staged.size + news.bytes.length
      // What has been overwritten and deleted counts only until Yjs has looked, which costs too much to do it each time.
      if (copy.bytes.size + more > maxDocumentBytes && copy.bytesSinceFold > maxDocumentBytes / 16)
        this.#findDeletions(copy)
      if (copy.bytes.size + more > maxDocumentBytes)
        return settlement.refuse(frame, { code: 'document-full', facts: { limit: maxDocumentBytes } })
      staged.add(news, session.author, session)
    }
    settlement.keep(frame, 'clients' in found ? found.clients : [])
    if (refusal !== undefined) settlement.refuse(frame, refusal)
  }

  /** Client ids in it that are somebody else's. */
  #foreignClients(news: ScannedUpdate, { author }: RoomSession, staged: Staged<RoomSession>): number[] {
    return news.runs.flatMap(({ client }) => {
      const owner = staged.ownerOf(client) ?? this.#reserved.get(client)
      return owner === undefined || owner === author ? [] : [client]
    })
  }

  /** Yjs deletes in consequence of what others write; whoever reads has these deletions without having made them. */
  #findDeletions(copy: Copy): void {
    if (this.#settledAt === copy.place.sequence) return
    this.#settledAt = copy.place.sequence
    copy.settle()
  }

  #takeEdit(copy: Copy, task: EditTask, turn: Turn): void {
    if (this.#ports.storage.isFailing) return task.reject(this.#ports.storage.failure)
    try {
      const state = joinUpdates([copy.bytes.encode(), ...turn.staged.rows.map(row => joinParts(row.parts))])
      for (const update of runAside(state, task.run)) {
        const found = examineUpdate(turn.staged, update)
        assert(found.finding === 'news' || found.finding === 'known', 'what Yjs writes is sound')
        if (found.finding === 'news') turn.staged.add(found.news, task.author, undefined)
      }
    } catch (cause) {
      return task.reject(cause)
    }
    turn.edits.push(task)
  }

  #takePresence({ session, entries, isChanges }: PresenceTask): void {
    if (!session.isOpen) return
    const now = this.#ports.steady()
    try {
      const client =
        isChanges === true
          ? this.#presence.hearChanges(session, entries, now)
          : this.#presence.hear(session, entries, now)
      this.#heard(session, client)
    } catch (cause) {
      this.#report('malformed', cause, session)
    }
  }

  /** Appends what is staged and takes it into the copy, with what others have appended meanwhile. */
  async #keep(copy: Copy, turn: Turn): Promise<readonly Written[]> {
    const { store, clock, storage } = this.#ports
    const drafts = turn.staged.rows
    if (drafts.length === 0 && !turn.isBehind) return []
    const time = clock()
    const rows = drafts.map(draft => rowOf(this.document, time, draft))
    let places: readonly Place[] = []
    try {
      if (rows.length > 0) places = await store.append(rows)
    } catch (cause) {
      this.#report('storage', cause)
      storage.fail(cause)
      this.#notKept(turn, cause)
      // What others have appended is there all the same, and nobody would tell of it again.
      if (!turn.isBehind) return []
    }
    const written: Written[] = []
    if (!turn.isBehind && places[0]?.sequence === copy.place.sequence + 1) {
      for (const [i, draft] of drafts.entries()) {
        const { update } = rows[i] as NewRow
        copy.take({ ...(places[i] as Place), update }, draft.parts)
        written.push({ update, writer: draft.writer })
        for (const client of draft.newClients) copy.authors.set(client, draft.author)
      }
      return written
    }
    const own = new Map(places.map(({ sequence }, i) => [sequence, drafts[i]?.writer]))
    for (const row of await store.read(this.document, copy.place.sequence)) {
      copy.takeRow(row)
      written.push({ update: row.update, writer: own.get(row.sequence) })
    }
    for (const [client, author] of await store.findAuthors(this.document)) copy.authors.set(client, author)
    return written
  }

  #notKept(turn: Turn, cause: unknown): void {
    for (const settlement of turn.settlements.values()) settlement.refuseAll(storageRefusal)
    for (const edit of turn.edits.splice(0)) edit.reject(cause)
  }

  /** To everybody what others wrote, in one frame; to its writers that it is kept. */
  #tell(copy: Copy, turn: Turn, written: readonly Written[]): void {
    const serverTime = this.#ports.clock()
    const bytes = written.reduce((sum, { update }) => sum + update.length, 0)
    const writers = new Set(written.map(({ writer }) => writer))
    const forReaders = new Map<string, Uint8Array>()
    for (const session of this.#sessions) {
      const settlement = turn.settlements.get(session)
      for (const { refusal, frame, frames } of settlement?.refusedRuns() ?? []) session.refuse(refusal, frame, frames)
      const { feed } = session
      const hasWrittenAll = writers.size === 1 && writers.has(session)
      if (hasWrittenAll && feed.upTo === copy.place.sequence - written.length) {
        // Behind or not: what one wrote is no news to oneself.
        feed.upTo = copy.place.sequence
      } else if (written.length > 0 && feed.isFollowing && this.#hasRoom(session, bytes)) {
        feed.upTo = copy.place.sequence
        const place = session.isExtended ? session.placeToTell(copy.place) : undefined
        if (!writers.has(session))
          session.send(remembered(forReaders, `${place?.sequence}`, () => newsOf(written, place)))
        else if (writers.size > 1) {
          const others = written.filter(({ writer }) => writer !== session)
          session.send(newsOf(others, place))
        }
      }
      if (settlement !== undefined && session.isExtended) {
        const { frames, clients } = settlement
        const clocks = new Map([...clients].map(client => [client, copy.bytes.clockOf(client)]))
        const { sequence, chain } = session.placeToTell(copy.place)
        // On a line that is not good the time comes with the place: between two of them the other side counts on.
        const time = sequence > 0 || session.pace === undefined ? serverTime : 0
        session.tell({ kind: 'saved', frames, sequence, serverTime: time, clocks, chain })
      }
    }
    for (const edit of turn.edits) edit.done(copy.place.sequence)
    for (const session of turn.gaps) this.#ask(copy, session)
  }

  /** Whether a session can be sent news now. If not, it is behind, and is sent them when it can. */
  #hasRoom(session: RoomSession, bytes: number): boolean {
    const { feed, pace } = session
    if (!feed.isBehind && !isPoor(session) && session.waiting <= this.#ports.limits.maxSocketBytes) return true
    feed.missed += bytes
    if (feed.isBehind) return false
    feed.isBehind = true
    if (pace !== undefined && pace.newsEvery > 0) this.#ports.timers.after(pace.newsEvery, () => this.drained(session))
    return false
  }

  #feed(session: RoomSession, copy: Copy): void {
    const { feed } = session
    if (!session.isOpen || feed.isReading) return
    const outcome = feedSession(session, copy, this.#ports.limits.maxSocketBytes, this.#encoded)
    if (outcome === 'caught-up') {
      feed.isBehind = false
      feed.missed = 0
      if (!session.isWelcomed || session.missesPresence) this.#tellPresence(session)
      session.isWelcomed = true
    } else if (outcome === 'needs-rows') {
      feed.isReading = true
      void this.#feedFromLog(session)
    }
  }

  async #feedFromLog(session: RoomSession): Promise<void> {
    const { feed } = session
    try {
      const rows = await this.#ports.store.read(this.document, feed.upTo, rowsAtOnce)
      feed.isReading = false
      sendRows(session, rows)
      if (this.#copy !== undefined) this.#feed(session, this.#copy)
    } catch (cause) {
      feed.isReading = false
      this.#report('storage', cause, session)
      session.close(closeCodes.storage, 'storage')
    }
  }

  #answer(copy: Copy, turn: Turn): void {
    for (const { session } of turn.hellos) if (session.feed.isFollowing) this.#feed(session, copy)
    for (const question of turn.questions) {
      switch (question.task) {
        case 'answer':
          this.#greet(copy, question.session)
          answerState(question.session, copy, question.stateVector, this.#encoded)
          this.#feed(question.session, copy)
          break
        case 'look':
          question.resolve({ sequence: copy.place.sequence, state: copy.bytes.encode() })
          break
      }
    }
  }

  #greet(copy: Copy, session: RoomSession): void {
    if (session.isGreeted) return
    session.isGreeted = true
    this.#ask(copy, session)
  }

  #ask(copy: Copy, session: RoomSession): void {
    if (session.isAsked) return
    session.isAsked = true
    session.send(encodeStep1(copy.bytes.stateVector()))
  }

  async #welcome(copy: Copy, session: RoomSession, hello: HelloMessage): Promise<void> {
    if (session.isExtended) return
    session.isExtended = true
    session.takesChanges = hello.capabilities.includes(presenceCapability)
    if (hello.client > 0) this.#reserve(hello.client, session.author)
    const resumed = !session.feed.isFollowing && (await this.#canResume(copy, hello))
    const access = this.#accessOf(session)
    session.tell({
      kind: 'welcome',
      protocol: Math.min(hello.protocol, protocolVersion),
      capabilities: [presenceCapability],
      session: session.id,
      write: access.write ? 1 : 0,
      code: access.write ? '' : access.code,
      facts: access.write ? {} : access.facts,
      serverTime: this.#ports.clock(),
      sequence: copy.place.sequence,
      resumed: resumed ? 1 : 0,
    })
    if (!resumed) return
    session.isGreeted = true
    Object.assign(session.feed, { isFollowing: true, isBehind: true, upTo: hello.sequence })
  }

  /** Whether the client's place is in this log, and not so far back that the state costs less than the rows since. */
  async #canResume(copy: Copy, { sequence, chain }: HelloMessage): Promise<boolean> {
    // A row of the oldest layout has no chain, and so proves nothing.
    if (chain === 0 || sequence > copy.place.sequence || copy.place.sequence - sequence > rowsWorthResuming)
      return false
    return (copy.chainAt(sequence) ?? (await this.#ports.store.findChain(this.document, sequence))) === chain
  }

  #accessOf(session: RoomSession): Access {
    if (session.access.write && this.#ports.storage.isFailing) return { write: false, ...storageRefusal }
    return session.access
  }

  /** The store has failed, or is well again: then everybody is asked for what they have made meanwhile. */
  #storageChanged(): void {
    for (const session of this.#sessions) {
      if (!session.access.write || !session.isExtended) continue
      const access = this.#accessOf(session)
      if (access.write) session.tell({ kind: 'access', write: 1, code: '', facts: {} })
      else session.tell({ kind: 'access', write: 0, code: access.code, facts: access.facts })
    }
    if (this.#ports.storage.isFailing || this.#copy === undefined) return
    for (const session of this.#sessions) {
      if (!session.isGreeted || !session.access.write) continue
      // Asked before or not: what it answered then may be what was refused.
      session.isAsked = false
      this.#ask(this.#copy, session)
    }
  }

  async #fold(copy: Copy): Promise<void> {
    if (this.#folding !== undefined) return this.#folding
    this.#folding = this.#foldNow(copy).finally(() => (this.#folding = undefined))
    return this.#folding
  }

  async #foldNow(copy: Copy): Promise<void> {
    const { place } = copy
    copy.rowsSinceFold = 0
    copy.bytesSinceFold = 0
    try {
      const state = await this.#ports.fold(copy.bytes.encode())
      await this.#ports.store.checkpoint(this.document, { ...place, state })
      copy.adopt(state, place)
    } catch (cause) {
      // Only loading becomes slower: the rows are all there.
      this.#report('checkpoint', cause)
    }
  }

  /** The document cannot be read: nobody can be served. */
  #fail(tasks: readonly Task[], cause: unknown): void {
    this.#report('storage', cause)
    for (const task of [...tasks, ...this.#tasks.splice(0)]) {
      if (task.task === 'update' || task.task === 'garbage') task.session.refuse(storageRefusal, task.frame)
      else rejectTask(task, cause)
    }
    this.#copy = undefined
    this.#end(closeCodes.storage, 'storage', cause)
    this.#onEnd()
  }

  #end(code: CloseCode, reason: string, cause: unknown): void {
    this.#ended = true
    this.#stopWatching()
    for (const task of this.#tasks.splice(0)) rejectTask(task, cause)
    for (const session of [...this.#sessions]) session.close(code, reason)
  }

  #report(code: Fault['code'], cause: unknown, session?: RoomSession): void {
    this.#ports.report({ code, document: this.document, cause, ...(session && { session: session.id }) })
  }
}

/** An update that is on disk, and who wrote it, if that was a session. */
interface Written {
  readonly update: Uint8Array
  readonly writer: RoomSession | undefined
}

const keepAlive = encodeAwareness(noEntries)
const storageRefusal: UpdateRefusal = { code: 'storage', facts: {} }
const gapRefusal: UpdateRefusal = { code: 'gap', facts: {} }

/** Milliseconds between two looks at who is where. */
const presenceTick = 17
/** Rows since the last checkpoint that make the next one worth its writing: while people work, and when they have left. */
const rowsWorthFolding = 500
const rowsWorthFoldingAtEnd = 50
const bytesWorthFolding = 1024 * 1024
const rowsWorthResuming = 5_000
const rowsAtOnce = 64
const mostReserved = 10_000

function rowOf(document: DocumentName, time: number, { author, parts, newClients }: RowDraft<unknown>): NewRow {
  return { document, time, author, update: joinParts(parts), newClients }
}

/** Without a place: as a stock client is sent it. */
function newsOf(written: readonly Written[], place: Place | undefined): Uint8Array {
  return encodeNews(joinUpdates(written.map(({ update }) => update)), place)
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

function hasOnlyDeletions(found: Examination): boolean {
  return found.finding === 'news' && found.news.runs.length === 0
}

function without({ bytes, runs, deletions }: ScannedUpdate, clients: readonly number[]): Uint8Array {
  const builder = new UpdateBuilder()
  for (const run of runs) if (!clients.includes(run.client)) builder.addRun(bytes, run)
  for (const { client, clock, length } of deletions) builder.addDeletion(client, clock, clock + length)
  return builder.build()
}

function partly(code: 'gap' | 'foreign-author'): UpdateRefusal {
  return { code, facts: { partly: true } }
}

/** Is sent news now and then, and so is always a little behind. */
function isPoor({ pace }: RoomSession): boolean {
  return (pace?.newsEvery ?? 0) > 0
}

function encodeChanges(changes: readonly PresenceChange[]): Uint8Array {
  return encodeExtension({ kind: 'presence', changes: encodePresenceChanges(changes) })
}

function malformed(reason: string): UpdateRefusal {
  return { code: 'malformed', facts: { reason } }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
