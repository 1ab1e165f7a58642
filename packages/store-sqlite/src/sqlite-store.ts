import type { DatabaseSync } from 'node:sqlite'
import { createEmitter } from '@barycentre/kit'
import {
  chainOf,
  documentName,
  type Checkpoint,
  type DocumentName,
  type NewRow,
  type Place,
  type Row,
  type ServerStore,
} from '@barycentre/sync'
import { migrate, type Migration } from './migrate.ts'
import { log } from './migrations/0001-log.ts'
import { chainsAndAuthors } from './migrations/0002-chains-and-authors.ts'
import { probes } from './migrations/0003-probes.ts'
import { plainIds } from './migrations/0004-plain-ids.ts'
import { openDatabase } from './open-database.ts'
import { readBack } from './read-back.ts'

export interface SqliteStoreOptions {
  /** Milliseconds between two looks for rows of other processes, while anybody listens. */
  readonly pollEvery?: number
}

/**
 * A store in a SQLite file. Given a path, it opens and closes the file itself; given a database that `openDatabase` has
 * opened, it shares it and leaves it open; then it is the only store on that connection, for it hears of what others
 * append only from other connections. Everything that is handed over before the event loop goes on is one commit.
 */
export function openSqliteStore(place: string | DatabaseSync, options: SqliteStoreOptions = {}): ServerStore {
  if (typeof place !== 'string') return new SqliteStore(place, options, () => {})
  const database = openDatabase(place)
  try {
    return new SqliteStore(database, options, () => database.close())
  } catch (cause) {
    database.close()
    throw cause
  }
}

/** What the log's tables have gone through. */
export const logMigrations: readonly Migration[] = [log, chainsAndAuthors, probes, plainIds]
const defaultPoll = 300
const mostHeads = 10_000
/** What is written to see whether there is room: more than a page, so that the file or its log has to grow. */
const probeBytes = 16 * 1024

interface Batch {
  readonly rows: readonly NewRow[]
  resolve(places: readonly Place[]): void
  reject(cause: unknown): void
}

/** A document of the file, and where its log ends. */
interface Head extends Place {
  readonly id: number
}

class SqliteStore implements ServerStore {
  readonly #database: DatabaseSync
  readonly #statements: ReturnType<typeof prepare>
  readonly #foreign = createEmitter<[DocumentName]>()
  readonly #pollEvery: number
  readonly #release: () => void
  /** As of the last look. They hold as long as nobody else commits, which `PRAGMA data_version` tells. */
  readonly #heads = new Map<DocumentName, Head>()
  #headsVersion = 0
  #batches: Batch[] = []
  #listeners = 0
  #poll: ReturnType<typeof setInterval> | undefined
  #version = 0
  #lastSeen = 0
  #closed = false
  /** The disk has failed in the middle of a commit: what is in the log is not to be built on. */
  #distrust: unknown

  constructor(database: DatabaseSync, { pollEvery = defaultPoll }: SqliteStoreOptions, release: () => void) {
    migrate(database, 'log', logMigrations)
    this.#database = database
    this.#statements = prepare(database)
    this.#pollEvery = pollEvery
    this.#release = release
  }

  append(rows: readonly NewRow[]): Promise<readonly Place[]> {
    if (this.#closed) return Promise.reject(new Error('The store is closed'))
    if (this.#distrust !== undefined) return Promise.reject(this.#distrust)
    return new Promise((resolve, reject) => {
      // After all promises that are settled by now, and whoever appends in consequence of them.
      if (this.#batches.length === 0) process.nextTick(() => this.#commit())
      this.#batches.push({ rows, resolve, reject })
    })
  }

  async read(document: DocumentName, after = 0, atMost = Infinity): Promise<readonly Row[]> {
    return this.#statements.read.all(document, after, Number.isFinite(atMost) ? atMost : -1).map(row => ({
      document,
      sequence: Number(row['sequence']),
      chain: Number(row['chain']),
      time: Number(row['time']),
      author: String(row['author']),
      update: row['bytes'] as Uint8Array,
    }))
  }

  async findCheckpoint(document: DocumentName): Promise<Checkpoint | undefined> {
    const row = this.#statements.findCheckpoint.get(document)
    return row && { sequence: Number(row['sequence']), chain: Number(row['chain']), state: row['bytes'] as Uint8Array }
  }

  /** Of a document without rows nothing is kept: there is nothing to fold. */
  async checkpoint(document: DocumentName, { sequence, chain, state }: Checkpoint): Promise<void> {
    this.#statements.checkpoint.run(document, sequence, state, chain)
  }

  async findAuthors(document: DocumentName): Promise<ReadonlyMap<number, string>> {
    const rows = this.#statements.findAuthors.all(document)
    return new Map(rows.map(row => [Number(row['client']), String(row['author'])]))
  }

  async findChain(document: DocumentName, sequence: number): Promise<number | undefined> {
    const chain = this.#statements.findChain.get(document, sequence)?.['chain']
    return chain === undefined ? undefined : Number(chain)
  }

  /**
   * Writes something and takes it away again, each to the disk. Before that, what is in the write-ahead log is written to
   * the file anew: after a failed sync nobody knows which of its pages have reached the disk, and a second sync would not
   * say. After such a failure the newest rows are read back, and nothing is appended before this has succeeded. Waits for
   * nobody: it is asked again and again, and the thread would stand still each time.
   */
  async probe(): Promise<void> {
    // One that could not be rolled back when it failed lets nothing else begin.
    this.#rollBack()
    const patience = Number(this.#database.prepare('PRAGMA busy_timeout').get()?.['timeout'])
    this.#database.exec('PRAGMA busy_timeout = 0')
    try {
      const result = this.#database.prepare('PRAGMA wal_checkpoint(FULL)').get()
      if (result?.['busy'] !== 0) throw new Error('The write-ahead log is in use and cannot be written back yet')
      this.#statements.addProbe.run(new Uint8Array(probeBytes))
      this.#statements.removeProbes.run()
      const path = this.#database.location()
      if (this.#distrust !== undefined && path !== null) readBack(path)
      this.#distrust = undefined
    } finally {
      this.#database.exec(`PRAGMA busy_timeout = ${patience}`)
    }
  }

  onForeignAppend(listener: (document: DocumentName) => void): () => void {
    const stop = this.#foreign.on(listener)
    if (this.#listeners++ === 0) this.#startPolling()
    let listening = true
    return () => {
      if (!listening) return
      listening = false
      stop()
      if (--this.#listeners === 0) this.#stopPolling()
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#stopPolling()
    this.#commit()
    this.#release()
  }

  /** One transaction for all that waits: kept together, or rejected together. */
  #commit(): void {
    const batches = this.#batches
    if (batches.length === 0) return
    this.#batches = []
    let places: Place[][]
    try {
      this.#statements.begin.run()
      this.#forgetHeadsOfOthers()
      places = batches.map(batch => batch.rows.map(row => this.#insert(row)))
      this.#statements.commit.run()
    } catch (cause) {
      // Heads and ids given in this transaction go with it.
      this.#heads.clear()
      if (isDiskFailure(cause)) this.#distrust = cause
      for (const batch of batches) batch.reject(cause)
      return this.#rollBack()
    }
    for (const [i, batch] of batches.entries()) batch.resolve(places[i] as Place[])
  }

  /** Inside a transaction, which lets no other process write meanwhile. */
  #forgetHeadsOfOthers(): void {
    const version = this.#dataVersion()
    if (version !== this.#headsVersion) this.#heads.clear()
    this.#headsVersion = version
  }

  #insert({ document, time, author, update, newClients }: NewRow): Place {
    const head = this.#headOf(document)
    const next = { id: head.id, sequence: head.sequence + 1, chain: chainOf(head.chain, update) }
    this.#statements.append.run(next.id, next.sequence, time, author, update, next.chain)
    if (newClients !== undefined)
      for (const client of newClients) this.#statements.addClient.run(next.id, client, author)
    this.#heads.set(document, next)
    return { sequence: next.sequence, chain: next.chain }
  }

  #rollBack(): void {
    try {
      // A full disk makes SQLite roll back by itself.
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK')
    } catch {
      // The next commit cannot begin while this one hangs, so it rejects and comes back here.
    }
  }

  /** Inside a transaction that appends: a document that is met for the first time is given its id. */
  #headOf(document: DocumentName): Head {
    const known = this.#heads.get(document)
    if (known !== undefined) return known
    const row = this.#statements.findHead.get(document)
    const head =
      row === undefined
        ? { id: Number(this.#statements.addDocument.run(document).lastInsertRowid), sequence: 0, chain: 0 }
        : { id: Number(row['id']), sequence: Number(row['sequence']), chain: Number(row['chain']) }
    if (this.#heads.size >= mostHeads) this.#heads.clear()
    this.#heads.set(document, head)
    return head
  }

  #startPolling(): void {
    this.#version = this.#dataVersion()
    this.#lastSeen = this.#lastId()
    this.#poll = setInterval(() => this.#look(), this.#pollEvery)
    this.#poll.unref()
  }

  #stopPolling(): void {
    clearInterval(this.#poll)
    this.#poll = undefined
  }

  /** The version changes with every commit of another connection, and only with those. */
  #look(): void {
    let documents: string[]
    try {
      const version = this.#dataVersion()
      if (version === this.#version) return
      // In this order: what comes in between is found again rather than missed.
      const lastId = this.#lastId()
      documents = this.#statements.documentsAfter.all(this.#lastSeen).map(row => String(row['name']))
      this.#lastSeen = lastId
      this.#version = version
    } catch {
      // A look that fails (the file is locked, the disk is away) has changed nothing, so the next one sees the same. What
      // is wrong with the file is told to those who append.
      return
    }
    for (const document of documents) this.#foreign.emit(documentName(document))
  }

  #dataVersion(): number {
    return Number(this.#statements.dataVersion.get()?.['data_version'])
  }

  #lastId(): number {
    return Number(this.#statements.lastId.get()?.['id'] ?? 0)
  }
}

/** Of SQLite: the operating system could not read, write or sync. A full disk is none: there SQLite knows what it has. */
function isDiskFailure(cause: unknown): boolean {
  return (((cause as { errcode?: number }).errcode ?? 0) & 0xff) === ioError
}

const ioError = 10

function prepare(database: DatabaseSync) {
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    addDocument: database.prepare('INSERT INTO documents (name) VALUES (?)'),
    // By the column, not by the result of the same name: that would sort the whole log.
    findHead: database.prepare(`
      SELECT documents.id AS id, coalesce(sequence, 0) AS sequence, coalesce(chain, 0) AS chain
      FROM documents LEFT JOIN updates ON document = documents.id
      WHERE name = ? ORDER BY updates.sequence DESC LIMIT 1`),
    append: database.prepare(
      'INSERT INTO updates (document, sequence, time, author, bytes, chain) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    addClient: database.prepare('INSERT INTO clients VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
    read: database.prepare(`
      SELECT sequence, chain, time, author, bytes FROM updates
      WHERE document = (SELECT id FROM documents WHERE name = ?) AND sequence > ? ORDER BY sequence LIMIT ?`),
    findAuthors: database.prepare('SELECT client, author FROM clients JOIN documents ON id = document WHERE name = ?'),
    // Rows of before there were chains have 0.
    findChain: database.prepare(`
      SELECT chain FROM updates
      WHERE document = (SELECT id FROM documents WHERE name = ?) AND sequence = ? AND chain <> 0`),
    findCheckpoint: database.prepare(`
      SELECT sequence, chain, checkpoints.bytes AS bytes FROM checkpoints JOIN documents ON documents.id = document
      WHERE name = ?`),
    checkpoint: database.prepare(`
      INSERT INTO checkpoints (document, sequence, bytes, chain) SELECT id, ?2, ?3, ?4 FROM documents WHERE name = ?1
      ON CONFLICT (document) DO UPDATE SET sequence = ?2, bytes = ?3, chain = ?4 WHERE ?2 >= sequence`),
    addProbe: database.prepare('INSERT INTO probes VALUES (?)'),
    removeProbes: database.prepare('DELETE FROM probes'),
    documentsAfter: database.prepare(`
      SELECT DISTINCT name FROM updates JOIN documents ON documents.id = document WHERE updates.id > ?`),
    lastId: database.prepare('SELECT max(id) AS id FROM updates'),
    dataVersion: database.prepare('PRAGMA data_version'),
  }
}
