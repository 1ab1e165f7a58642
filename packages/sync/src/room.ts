import { assert, newId, type Clock, type Random } from '@barycentre/kit'
import * as Y from 'yjs'
import { closeCodes, type CloseCode } from './close-code.ts'
import { openCopy, runAside, type Copy } from './copy.ts'
import { examineUpdate } from './examine-update.ts'
import { decodeExtension, protocolVersion, type HelloMessage } from './extension-message.ts'
import { mergeUpdates } from './merge-updates.ts'
import {
  decodeMessage,
  encodeAwareness,
  encodeStep1,
  encodeUpdate,
  firstExtensionType,
  isUpdateFrame,
  type Message,
} from './message.ts'
import { noEntries, Presence } from './presence.ts'
import type { UpdateRefusal } from './refusal.ts'
import { RoomSession, type Newcomer, type SessionRoom } from './session.ts'
import type { Socket } from './socket.ts'
import type { DocumentName, Store } from './store.ts'
import type { Timers } from './timers.ts'
import {
  newTurn,
  rejectTask,
  settlementOf,
  type EditTask,
  type Task,
  type Turn,
  type UpdateTask,
  type Write,
} from './turn.ts'

/** Something went wrong that nobody in the room can mend. */
export interface Fault {
  readonly code: 'storage' | 'checkpoint' | 'apply' | 'malformed' | 'socket'
  readonly document: DocumentName
  readonly session?: string
  readonly cause: unknown
}

export interface RoomPorts {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly timers: Timers
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
 * The live copy of one document with its sessions. It works in turns, one after another: take what has arrived, judge
 * and apply it (nobody sees the copy during a turn), append it to the store, and only when that has kept it: acknowledge,
 * send to the others, answer who asked. If the store fails, the copy is ahead of the disk and is thrown away with the
 * room: the next one begins with what is on disk.
 */
export class Room implements SessionRoom {
  readonly document: DocumentName
  readonly #ports: RoomPorts
  readonly #onEnd: () => void
  readonly #sessions = new Set<RoomSession>()
  readonly #presence = new Presence<RoomSession>((from, to) => from.author === to.author && from.number < to.number)
  readonly #presenceChanged = new Map<number, RoomSession>()
  #copy: Copy | undefined
  #tasks: Task[] = []
  #turning: Promise<void> | undefined
  #sessionsSoFar = 0
  #ended = false

  /** `onEnd`: the room has failed; whoever comes next needs a new one. */
  constructor(document: DocumentName, ports: RoomPorts, onEnd: () => void) {
    this.document = document
    this.#ports = ports
    this.#onEnd = onEnd
  }

  get sessions(): ReadonlySet<RoomSession> {
    return this.#sessions
  }

  /** Nobody is here and nothing is under way. */
  get isIdle(): boolean {
    return this.#sessions.size === 0 && this.#tasks.length === 0 && this.#turning === undefined
  }

  join(socket: Socket, newcomer: Newcomer): RoomSession {
    const { clock, random } = this.#ports
    const session = new RoomSession(newId(random), ++this.#sessionsSoFar, newcomer, { socket, room: this, clock })
    this.#sessions.add(session)
    this.#enqueue({ task: 'greet', session })
    return session
  }

  edit<T>(author: string, edit: (doc: Y.Doc) => T): Promise<Edited<T>> {
    return new Promise((resolve, reject) => {
      let value: T
      const run = (doc: Y.Doc) => void (value = edit(doc))
      this.#enqueue({
        task: 'edit',
        author,
        run,
        updates: undefined,
        done: sequence => resolve({ value, sequence }),
        reject,
      })
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
    if (this.#copy !== undefined) await this.#fold(this.#copy, rowsWorthFoldingAtEnd)
    this.#copy?.doc.destroy()
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

  leave(session: RoomSession): void {
    this.#sessions.delete(session)
    const entries = this.#presence.leave(session)
    if (entries === undefined) return
    const frame = encodeAwareness(entries)
    for (const other of this.#sessions) other.send(frame)
  }

  socketFailed(session: RoomSession, cause: unknown): void {
    this.#report('socket', cause, session)
  }

  #receiveOther(session: RoomSession, message: Message, frame: Uint8Array): void {
    switch (message.kind) {
      case 'step-1':
        Y.decodeStateVector(message.stateVector)
        return this.#enqueue({ task: 'answer', session, stateVector: message.stateVector })
      case 'awareness':
        return this.#hear(session, message.entries)
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
  }

  #hear(session: RoomSession, entries: Uint8Array): void {
    const client = this.#presence.hear(session, entries, this.#ports.clock())
    if (client === undefined) return
    if (this.#presenceChanged.size === 0) this.#ports.timers.soon(() => this.#spreadPresence())
    this.#presenceChanged.set(client, session)
  }

  #spreadPresence(): void {
    const entries = this.#presence.encode(this.#presenceChanged.keys())
    const speakers = new Set(this.#presenceChanged.values())
    this.#presenceChanged.clear()
    if (entries === undefined) return
    const frame = encodeAwareness(entries)
    // One frame for all: what one said comes back to it only beside what others said.
    for (const session of this.#sessions) if (speakers.size > 1 || !speakers.has(session)) session.send(frame)
  }

  #tellPresence(session: RoomSession): void {
    const entries = this.#presence.encode()
    if (entries !== undefined) session.send(encodeAwareness(entries))
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
    await new Promise<void>(resolve => void this.#ports.timers.soon(resolve))
    let tasks: Task[] = []
    try {
      this.#copy ??= await openCopy(this.document, this.#ports.store)
      while (this.#tasks.length > 0) {
        tasks = this.#tasks.splice(0)
        await this.#settle(tasks)
        tasks = []
        await this.#fold(this.#copy, rowsWorthFolding)
      }
    } catch (cause) {
      this.#fail(tasks, cause)
    }
  }

  async #settle(tasks: readonly Task[]): Promise<void> {
    const turn = await this.#judge(tasks)
    const copy = this.#opened
    if (turn.rows.length > 0 || turn.isBehind) turn.writes.push(...(await this.#keep(copy, turn)))
    this.#acknowledge(copy, turn)
    this.#relay(turn.writes)
    this.#answer(copy, turn)
  }

  /** Takes the tasks in order, applying what may be applied. Begins again, without it, at one that cannot be applied after all. */
  async #judge(tasks: readonly Task[]): Promise<Turn> {
    let left = tasks
    const refused: Task[] = []
    for (;;) {
      const turn = newTurn()
      const poison = this.#takeAll(left, turn)
      for (const task of refused) this.#refusePoison(task, turn)
      if (poison === undefined) return turn
      this.#report('apply', poison.cause, 'session' in poison.task ? poison.task.session : undefined)
      refused.push(poison.task)
      left = left.filter(task => task !== poison.task)
      const { doc, sequence } = this.#opened
      doc.destroy()
      // No further than before: what others have appended since has still to be sent to those who are here.
      this.#copy = await openCopy(this.document, this.#ports.store, sequence)
    }
  }

  #takeAll(tasks: readonly Task[], turn: Turn): { readonly task: Task; readonly cause: unknown } | undefined {
    for (const task of tasks) {
      try {
        this.#take(task, turn)
      } catch (cause) {
        return { task, cause }
      }
    }
    return undefined
  }

  #take(task: Task, turn: Turn): void {
    const copy = this.#opened
    switch (task.task) {
      case 'update':
        return this.#takeUpdate(copy, task, turn)
      case 'garbage':
        return settlementOf(turn, task.session).refuse(task.frame, malformed(task.reason))
      case 'edit':
        return this.#takeEdit(copy, task, turn)
      case 'hello':
        return this.#welcome(copy, task.session, task.hello)
      case 'catch-up':
        turn.isBehind = true
        return
      case 'greet':
      case 'answer':
      case 'look':
        return void turn.questions.push(task)
    }
  }

  #takeUpdate(copy: Copy, task: UpdateTask, turn: Turn): void {
    const { session, frame, complete, update } = task
    const settlement = settlementOf(turn, session)
    if (complete) session.isAsked = false
    const examination = examineUpdate(copy.doc, update)
    if (examination.finding === 'malformed') return settlement.refuse(frame, malformed(examination.reason))
    if (examination.finding === 'known') return settlement.keep(frame, examination.clients)
    if (!session.access.write) return settlement.refuse(frame, session.access)
    if (examination.finding === 'gap' && !complete) {
      settlement.refuse(frame, { code: 'gap', facts: {} })
      return void turn.gaps.add(session)
    }
    const { author } = session
    const [own, ...consequences] = copy.apply(update)
    if (own !== undefined) this.#write(turn, own, author, session)
    for (const consequence of consequences) this.#write(turn, consequence, author)
    settlement.keep(frame, examination.clients)
    // Everything that the sender has, and still not enough: asking again would bring the same again.
    if (copy.dropPending()) settlement.refuse(frame, { code: 'gap', facts: { partly: true } })
  }

  #takeEdit(copy: Copy, task: EditTask, turn: Turn): void {
    try {
      task.updates ??= runAside(copy, task.run)
    } catch (cause) {
      return task.reject(cause)
    }
    for (const update of task.updates) {
      for (const change of copy.apply(update)) this.#write(turn, change, task.author)
    }
    turn.edits.push(task)
  }

  #write(turn: Turn, update: Uint8Array, author: string, session?: RoomSession): void {
    turn.rows.push({ document: this.document, time: this.#ports.clock(), author, update })
    turn.writes.push({ update, session })
  }

  /** Appends the turn's rows and takes in what others have appended meanwhile; returns the latter. */
  async #keep(copy: Copy, turn: Turn): Promise<Write[]> {
    const { store } = this.#ports
    const before = copy.sequence
    const own = turn.rows.length === 0 ? [] : await store.append(turn.rows)
    const foreign: Write[] = []
    if (!turn.isBehind && own[0] === before + 1) copy.sequence += own.length
    else {
      for (const row of await store.read(this.document, before)) {
        assert(row.sequence === copy.sequence + 1, 'a log has no holes')
        copy.sequence = row.sequence
        // Of the own rows, which are among them, nothing is new.
        for (const update of copy.apply(row.update)) foreign.push({ update, session: undefined })
        assert(!copy.dropPending(), 'what is in the log builds on what stands before it')
      }
    }
    copy.rowsSinceFold += copy.sequence - before
    return foreign
  }

  #acknowledge(copy: Copy, turn: Turn): void {
    const serverTime = this.#ports.clock()
    for (const [session, { frames, refusals, clients }] of turn.settlements) {
      for (const { frame, refusal } of refusals) session.refuse(refusal, frame)
      if (!session.isExtended) continue
      const clocks = new Map([...clients].map(client => [client, Y.getState(copy.doc.store, client)]))
      session.tell({ kind: 'saved', frames, sequence: copy.sequence, serverTime, clocks })
    }
    for (const edit of turn.edits) edit.done(copy.sequence)
  }

  /** One frame for everybody but its authors, who get what the others wrote. */
  #relay(writes: readonly Write[]): void {
    if (writes.length === 0) return
    const authors = new Set(writes.map(write => write.session))
    let shared: Uint8Array | undefined
    for (const session of this.#sessions) {
      if (!session.isFollowing) continue
      if (!authors.has(session)) session.send((shared ??= frameOf(writes)))
      else if (authors.size > 1) session.send(frameOf(writes.filter(write => write.session !== session)))
    }
  }

  #answer(copy: Copy, turn: Turn): void {
    for (const session of turn.gaps) this.#ask(copy, session)
    for (const question of turn.questions) {
      switch (question.task) {
        case 'greet':
          this.#ask(copy, question.session)
          this.#tellPresence(question.session)
          break
        case 'answer':
          question.session.send(copy.step2For(question.stateVector))
          question.session.isFollowing = true
          break
        case 'look':
          question.resolve({ sequence: copy.sequence, state: Y.encodeStateAsUpdate(copy.doc) })
          break
      }
    }
    for (const session of turn.poisoners) session.close(closeCodes.malformed, 'malformed')
  }

  #ask(copy: Copy, session: RoomSession): void {
    if (session.isAsked) return
    session.isAsked = true
    session.send(encodeStep1(Y.encodeStateVector(copy.doc)))
  }

  #welcome(copy: Copy, session: RoomSession, hello: HelloMessage): void {
    if (session.isExtended) return
    session.isExtended = true
    const { access } = session
    session.tell({
      kind: 'welcome',
      protocol: Math.min(hello.protocol, protocolVersion),
      capabilities: [],
      session: session.id,
      write: access.write ? 1 : 0,
      code: access.write ? '' : access.code,
      facts: access.write ? {} : access.facts,
      serverTime: this.#ports.clock(),
      sequence: copy.sequence,
    })
  }

  #refusePoison(task: Task, turn: Turn): void {
    if (task.task !== 'update') return rejectTask(task, new Error('It cannot be applied'))
    settlementOf(turn, task.session).refuse(task.frame, malformed('it cannot be applied'))
    turn.poisoners.add(task.session)
  }

  async #fold(copy: Copy, worth: number): Promise<void> {
    if (copy.rowsSinceFold < worth) return
    copy.rowsSinceFold = 0
    try {
      await this.#ports.store.checkpoint(this.document, copy.sequence, Y.encodeStateAsUpdate(copy.doc))
    } catch (cause) {
      // Only loading becomes slower: the rows are all there.
      this.#report('checkpoint', cause)
    }
  }

  #fail(tasks: readonly Task[], cause: unknown): void {
    this.#report('storage', cause)
    const refusal: UpdateRefusal = { code: 'storage', facts: {} }
    for (const task of [...tasks, ...this.#tasks.splice(0)]) {
      if (task.task === 'update' || task.task === 'garbage') task.session.refuse(refusal, task.frame)
      else rejectTask(task, cause)
    }
    this.#copy?.doc.destroy()
    this.#copy = undefined
    this.#end(closeCodes.storage, 'storage', cause)
    this.#onEnd()
  }

  #end(code: CloseCode, reason: string, cause: unknown): void {
    this.#ended = true
    for (const task of this.#tasks.splice(0)) rejectTask(task, cause)
    for (const session of [...this.#sessions]) session.close(code, reason)
  }

  #report(code: Fault['code'], cause: unknown, session?: RoomSession): void {
    this.#ports.report({ code, document: this.document, cause, ...(session && { session: session.id }) })
  }

  get #opened(): Copy {
    assert(this.#copy !== undefined, 'a turn begins with an opened copy')
    return this.#copy
  }
}

const keepAlive = encodeAwareness(noEntries)

/** Rows since the last checkpoint that make the next one worth its writing: while people work, and when they have left. */
const rowsWorthFolding = 500
const rowsWorthFoldingAtEnd = 50

function frameOf(writes: readonly Write[]): Uint8Array {
  return encodeUpdate(mergeUpdates(writes.map(write => write.update)))
}

function malformed(reason: string): UpdateRefusal {
  return { code: 'malformed', facts: { reason } }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
