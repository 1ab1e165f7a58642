import * as Y from 'yjs'
import { documentName, foldUpdate, joinUpdates, type Session, type Socket } from '../../src/index.ts'
import type { Access } from '../../src/refusal.ts'
import { createManualTimers } from '../../testing/index.ts'
import { Disk, DiskError } from './disk.ts'
import { DiskStore } from './disk-store.ts'
import { Forger } from './forger.ts'
import { Lines } from './lines.ts'
import { Oracle, portrait } from './oracle.ts'
import { Person } from './person.ts'
import { Requests } from './requests.ts'
import type { Plan, Step, StepName } from './schedule.ts'
import { startServer, type Server } from './server.ts'

/** A server, its disk, the lines and everybody at them: nothing moves unless a step moves it. */
export class Simulation {
  readonly #plan: Plan
  readonly #disk = new Disk()
  readonly #oracle = new Oracle(this.#disk)
  /** Of everybody's devices. */
  readonly #timers = createManualTimers(someday)
  readonly #lines: Lines
  readonly #requests: Requests
  readonly #otherProcess = new DiskStore(this.#disk, { held: false })
  readonly #persons: readonly Person[]
  readonly #forger = new Forger()
  #server: Server
  #others = 0
  #starts = 0
  /** How many steps of each sort did something. */
  readonly done = new Map<StepName, number>()

  constructor(plan: Plan) {
    this.#plan = plan
    this.#server = this.#startServer()
    this.#lines = new Lines(() => ({ join: (person, socket) => this.#join(person, socket) }))
    this.#requests = new Requests({
      timers: this.#timers,
      clock: this.#timers.clock,
      channels: () => this.#server.channels,
      callerOf: person => ({ id: person.name, join: (_, socket) => this.#join(person, socket) }),
    })
    this.#persons = plan.persons.map(({ manner, mayWrite, isElsewhere }, index) => {
      const document = isElsewhere ? text : planDocument
      const options = { document, manner, access: mayWrite ? mayDo : mayNot }
      return new Person(index, options, {
        openTransport: person => (manner === 'requests' ? this.#requests : this.#lines).transportOf(person),
        clock: this.#timers.clock,
        timers: this.#timers,
        onAcknowledged: update => this.#oracle.acknowledged(this.#persons[index] as Person, update),
      })
    })
  }

  async run({ step, pick }: Step): Promise<void> {
    if (await this.#acts[step](pick)) this.done.set(step, (this.done.get(step) ?? 0) + 1)
    await allPromises()
    this.#oracle.insist()
  }

  /** Mends everything, lets everything arrive, and insists on what must then hold. */
  async end(): Promise<void> {
    await this.#mend()
    for (let round = 0; ; round++) {
      await this.#letRun()
      if (round > 3 && this.#isAtRest) break
      if (round > mostRounds) throw new Error(`They do not come together: ${this.#whatIsLeft}`)
      await this.run({ step: 'pass-time', pick: 3 })
    }
    this.#oracle.insistOnTheEnd(this.#persons, documents)
  }

  readonly #acts: { readonly [Name in StepName]: (pick: number) => boolean | Promise<boolean> } = {
    write: pick =>
      on(chosen(this.#persons, pick), person => {
        const id = person.write(pick)
        if (id !== undefined && !person.access.write) this.#oracle.barred.add(id)
        return id !== undefined
      }),
    erase: pick => on(chosen(this.#persons, pick), person => person.erase(pick)),
    keep: pick => on(chosen(this.#persons, pick), person => person.keep()),
    connect: pick =>
      on(
        chosen(
          this.#persons.filter(each => each.isHere && !each.isConnected),
          pick,
        ),
        person => person.connect(),
      ),
    'come-back': pick =>
      on(
        chosen(
          this.#persons.filter(each => !each.isHere),
          pick,
        ),
        person => person.comeBack(),
      ),
    'close-page': pick => on(chosen(this.#persons, pick), person => person.leave('closed')),
    'crash-page': pick => on(chosen(this.#persons, pick), person => person.leave('crashed')),

    'to-server': pick =>
      on(
        chosen(
          this.#open.filter(line => line.up.length > 0),
          pick,
        ),
        line => this.#lines.carryUp(line),
      ),
    'to-peer': pick =>
      on(
        chosen(
          this.#open.filter(line => line.down.length > 0),
          pick,
        ),
        line => this.#lines.carryDown(line),
      ),
    cut: pick => on(chosen(this.#open, pick), line => this.#lines.end(line, 1006)),
    'lose-up': pick => on(chosen(this.#open, pick), line => void (line.isUpDead = true)),
    'lose-down': pick => on(chosen(this.#open, pick), line => void (line.isDownDead = true)),
    abandon: pick =>
      on(
        chosen(
          this.#open.filter(line => !line.isAbandoned),
          pick,
        ),
        line => this.#lines.abandon(line),
      ),
    partition: pick => on(chosen(this.#persons, pick), person => void this.#lines.cutOff.add(person)),
    'end-partition': pick => on(chosen([...this.#lines.cutOff], pick), person => this.#lines.cutOff.delete(person)),
    request: pick =>
      on(chosen(this.#requests.up, pick), request =>
        this.#requests.arrive(request, this.#server.isStopping || this.#lines.cutOff.has(request.person)),
      ),
    answer: pick =>
      on(chosen(this.#requests.down, pick), answer =>
        this.#requests.arriveBack(answer, this.#lines.cutOff.has(answer.request.person)),
      ),
    'lose-request': pick => on(chosen(this.#requests.up, pick), request => this.#requests.lose(request)),
    'lose-answer': pick => on(chosen(this.#requests.down, pick), answer => this.#requests.loseBack(answer)),
    'repeat-request': pick => this.#requests.repeat(pick),

    tick: pick => {
      const waiting = [this.#server.timers, this.#timers].filter(each => each.due > 0)
      return on(chosen(waiting, pick), timers => timers.runOne(pick))
    },
    'pass-time': async pick => {
      await this.#passTime([20, 400, 2_500, 6_000, 31_000][pick % 5] as number)
      return true
    },
    'set-clock': pick => {
      this.#server.timers.setClock((pick % 2 === 0 ? 1 : -1) * pick * 10_000)
      return true
    },

    commit: pick =>
      on(this.#server.store.waitingAppends > 0, () => this.#server.store.commit(pick % 2 === 0 ? Infinity : 1)),
    'refuse-commit': () =>
      on(this.#server.store.waitingAppends > 0, () => this.#server.store.refuse(new DiskError('ENOSPC'))),
    'fail-sync': pick =>
      on(this.#server.store.waitingAppends > 0, () => this.#server.store.failSync(new DiskError('EIO'), shareOf(pick))),
    'disk-fails': pick =>
      on(this.#disk.trouble === undefined, () => {
        this.#disk.trouble = new DiskError(pick % 2 === 0 ? 'ENOSPC' : 'EIO')
        this.#server.store.refuse(this.#disk.trouble)
      }),
    'disk-recovers': () => on(this.#disk.trouble !== undefined, () => void (this.#disk.trouble = undefined)),
    'fail-read': () => on(true, () => this.#server.store.failNextRead(new DiskError('EIO'))),
    'slow-reads': () => on(!this.#server.store.isSlow, () => void (this.#server.store.isSlow = true)),
    'fast-reads': () => on(this.#server.store.isSlow, () => void (this.#server.store.isSlow = false)),
    read: () => on(this.#server.store.waitingReads > 0, () => this.#server.store.letRead()),
    fold: () => on(this.#server.folds.shift(), makeFold => makeFold()),

    crash: () => this.#crash(0),
    'crash-torn': pick => on(this.#server.store.waitingAppends > 0, () => this.#crash(shareOf(pick))),
    'crash-after-commit': () => on(this.#server.store.waitingAppends > 0, () => this.#crash(1)),
    stop: () =>
      on(!this.#server.isStopping, () => {
        const server = this.#server
        server.isStopping = true
        this.#forger.gone()
        server.channels.close()
        void server.rooms.close().then(() => (server.hasStopped = true))
      }),

    'other-process': pick => on(this.#disk.trouble === undefined, () => this.#writeElsewhere(pick, 1)),
    'other-process-much': pick => on(this.#disk.trouble === undefined, () => this.#writeElsewhere(pick, 150)),
    'fold-elsewhere': pick => {
      const document = documents[pick % 2] as typeof text
      const rows = this.#disk.rowsOf(document)
      return on(rows[pick % Math.max(1, rows.length)], ({ sequence, chain }) => {
        const state = foldUpdate(joinUpdates(rows.slice(0, sequence).map(({ update }) => update)))
        // A full disk keeps it no more than anything else, and then there is none.
        this.#otherProcess.checkpoint(document, { sequence, chain, state }).catch(() => undefined)
      })
    },

    revoke: pick =>
      on(
        chosen(
          this.#persons.filter((each, i) => i > 0 && each.access.write),
          pick,
        ),
        person => this.#setAccess(person, mayNot),
      ),
    grant: pick => on(chosen(this.#revoked, pick), person => this.#setAccess(person, mayDo)),
    forge: pick => {
      if (this.#server.isStopping) return false
      if (!this.#forger.isHere) this.#forger.come(socket => this.#join(this.#forger, socket))
      const others = [...this.#disk.authorsOf(planDocument).keys()]
      this.#oracle.barred.add(this.#forger.forge(this.#oracle.held(planDocument), others, pick))
      return true
    },
  }

  get #open() {
    return [...this.#lines.open]
  }

  /** Who could write and for now may not. */
  get #revoked(): Person[] {
    return this.#persons.filter(({ access, index }) => !access.write && this.#plan.persons[index]?.mayWrite === true)
  }

  /** How many frames of the forger were refused. */
  get refused(): number {
    return this.#forger.refused
  }

  /** The rows of every document, as text. */
  logs(): string[] {
    return documents.flatMap(document =>
      this.#disk.rowsOf(document).map(({ sequence, chain, author }) => `${document} ${sequence} ${chain} ${author}`),
    )
  }

  #startServer(): Server {
    return startServer({
      disk: this.#disk,
      limits: { maxSocketBytes: this.#plan.maxSocketBytes },
      startedAt: this.#timers.clock(),
      seed: this.#plan.seed,
      start: ++this.#starts,
      report: fault => this.#oracle.report(fault),
    })
  }

  #join(who: Person | Forger, socket: Socket): Session {
    const { name } = who
    const [document, access, pace] =
      who instanceof Person ? [who.document, who.access, who.pace] : [planDocument, mayDo, undefined]
    const judged: Socket = {
      get bufferedAmount() {
        return socket.bufferedAmount
      },
      send: frame => {
        this.#oracle.sent(name, document, frame)
        socket.send(frame)
      },
      close: (code, reason) => socket.close(code, reason),
    }
    const session = this.#server.rooms.join(document, judged, { author: name, access, ...(pace && { pace }) })
    if (who instanceof Person) this.#sessions.set(session, who)
    return session
  }

  readonly #sessions = new Map<Session, Person>()

  /** As the server does it: who has other rights is sent away, and comes again. */
  #setAccess(person: Person, access: Access): void {
    person.access = access
    if (access.write) for (const id of person.written) this.#oracle.barred.delete(id)
    for (const [session, whose] of this.#sessions) if (whose === person) session.close(4403, 'rights')
  }

  #crash(share: number): boolean {
    this.#server.store.crash(share)
    this.#forger.gone()
    this.#sessions.clear()
    this.#disk.recover()
    this.#server = this.#startServer()
    this.#lines.endAll()
    this.#requests.failHeld()
    return true
  }

  #writeElsewhere(pick: number, rows: number): void {
    const document = documents[pick % 2] as typeof text
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.#oracle.held(document)))
    doc.clientID = 1
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => void updates.push(update))
    const letters = doc.getText('text')
    for (let i = 0; i < rows; i++) letters.insert((pick + i) % (letters.length + 1), '!')
    doc.getMap('ids').set(`other-process:${this.#others++}`, 'other-process')
    const author = 'other-process'
    // Kept by the promises that every step lets settle.
    void this.#otherProcess.append(updates.map(update => ({ document, time: 0, author, update })))
  }

  async #passTime(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 1_000) {
      const now = Math.min(left, 1_000)
      this.#server.timers.advance(now)
      this.#timers.advance(now)
      await allPromises()
    }
    // Each end has its watch over lines that are silent.
    for (const line of this.#open) if (line.isDead && milliseconds > 2_000) this.#lines.end(line, 1006)
    if (!this.#server.hasStopped) return
    this.#crash(0)
  }

  async #mend(): Promise<void> {
    this.#disk.trouble = undefined
    this.#lines.cutOff.clear()
    this.#forger.leave()
    for (const line of this.#open) if (line.isDead) this.#lines.end(line, 1006)
    for (const person of this.#revoked) this.#setAccess(person, mayDo)
    await allPromises()
  }

  /** Until nothing moves but by time. */
  async #letRun(): Promise<void> {
    const steps = [
      'come-back',
      'connect',
      'to-server',
      'request',
      'tick',
      'commit',
      'read',
      'fold',
      'answer',
      'to-peer',
    ] as const
    this.#server.store.isSlow = false
    let acted = 0
    for (let moved = true; moved;) {
      moved = false
      for (const step of steps) {
        // Who comes to a server that is going is sent away at once, and would come again without end.
        if (step === 'connect' && this.#server.isStopping) continue
        while (await this.#acts[step](0)) {
          if (acted++ > mostActs) throw new Error(`They do not come to rest: ${step}`)
          moved = true
          await allPromises()
          this.#oracle.insist()
        }
      }
    }
  }

  get #isAtRest(): boolean {
    return this.#whatIsLeft === ''
  }

  get #whatIsLeft(): string {
    if (this.#server.isStopping) return 'the server is stopping'
    if (this.#server.rooms.storageFailure !== undefined) return 'nothing is kept'
    const restless = this.#persons.find(person => {
      if (!person.isConnected) return true
      if (!person.access.write) return !this.#oracle.hasAll(person)
      const isSaved = person.saveState === undefined || person.saveState.state === 'saved'
      return !isSaved || portrait(person.doc as Y.Doc) !== portrait(this.#oracle.held(person.document))
    })
    return restless === undefined ? '' : `${restless.name}, ${restless.manner}, ${JSON.stringify(restless.saveState)}`
  }
}

/** Milliseconds since the epoch. */
const someday = 1_800_000_000_000

const planDocument = documentName('mission/plan')
const text = documentName('mission/text/vision')
const documents = [planDocument, text]
const mayDo: Access = { write: true }
const mayNot: Access = { write: false, code: 'read-only', facts: {} }

/** Of 6 s each. Requests are held for 15 s, and a poor line is given news every two. */
const mostRounds = 30
/** Some hundreds are enough for what seven people have to say to one another. */
const mostActs = 30_000

/** How much of a record gets to the disk: mostly a part, sometimes all of it. */
function shareOf(pick: number): number {
  return pick % 4 === 0 ? 1 : (pick % 100) / 100
}

function chosen<T>(among: readonly T[], pick: number): T | undefined {
  return among[pick % Math.max(1, among.length)]
}

/** Does it if there is something to do it to; tells whether it did. */
function on<T>(target: T | undefined | false, act: (target: T) => boolean | void): boolean {
  return target !== undefined && target !== false && act(target) !== false
}

/** Lets every promise that can settle do so. */
async function allPromises(): Promise<void> {
  for (let i = 0; i < 40; i++) await undefined
}

/** One whole run. Throws where something does not hold. */
export async function simulate(plan: Plan): Promise<Simulation> {
  const simulation = new Simulation(plan)
  for (const step of plan.steps) await simulation.run(step)
  await simulation.end()
  return simulation
}
