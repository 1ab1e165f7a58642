import type { DatabaseSync } from 'node:sqlite'
import { createEmitter } from '@barycentre/kit'
import { documentName, type Checkpoint, type DocumentName, type NewRow, type Row, type Store } from '@barycentre/sync'
import { migrate } from './migrate.ts'
import { log } from './migrations/0001-log.ts'
import { openDatabase } from './open-database.ts'

export interface SqliteStoreOptions {
  /** Milliseconds between two looks for rows of other processes, while anybody listens. */
  readonly pollEvery?: number
}

/**
 * A store in a SQLite file. Given a path, it opens and closes the file itself; given a database that `openDatabase` has
 * opened, it shares it and leaves it open. Everything that is handed over in one turn of the event loop is one commit.
 */
export function openSqliteStore(place: string | DatabaseSync, options: SqliteStoreOptions = {}): Store {
  if (typeof place !== 'string') return new SqliteStore(place, options, () => {})
  const database = openDatabase(place)
  try {
    return new SqliteStore(database, options, () => database.close())
  } catch (cause) {
    database.close()
    throw cause
  }
}

const migrations = [log]
const defaultPoll = 300

interface Batch {
  readonly rows: readonly NewRow[]
  resolve(sequences: readonly number[]): void
  reject(cause: unknown): void
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync
  readonly #statements: ReturnType<typeof prepare>
  readonly #foreign = createEmitter<[DocumentName]>()
  readonly #pollEvery: number
  readonly #release: () => void
  readonly #ids = new Map<DocumentName, number>()
  #batches: Batch[] = []
  #listeners = 0
  #poll: ReturnType<typeof setInterval> | undefined
  #version = 0
  #lastSeen = 0
  #closed = false

  constructor(database: DatabaseSync, { pollEvery = defaultPoll }: SqliteStoreOptions, release: () => void) {
    migrate(database, 'log', migrations)
    this.#database = database
    this.#statements = prepare(database)
    this.#pollEvery = pollEvery
    this.#release = release
  }

  append(rows: readonly NewRow[]): Promise<readonly number[]> {
    if (this.#closed) return Promise.reject(new Error('The store is closed'))
    return new Promise((resolve, reject) => {
      if (this.#batches.length === 0) setImmediate(() => this.#commit())
      this.#batches.push({ rows, resolve, reject })
    })
  }

  async read(document: DocumentName, after = 0): Promise<readonly Row[]> {
    return this.#statements.read.all(document, after).map(row => ({
      document,
      sequence: Number(row['sequence']),
      time: Number(row['time']),
      author: String(row['author']),
      update: row['bytes'] as Uint8Array,
    }))
  }

  async findCheckpoint(document: DocumentName): Promise<Checkpoint | undefined> {
    const row = this.#statements.findCheckpoint.get(document)
    return row && { sequence: Number(row['sequence']), state: row['bytes'] as Uint8Array }
  }

  async checkpoint(document: DocumentName, upTo: number, state: Uint8Array): Promise<void> {
    this.#statements.checkpoint.run(this.#idOf(document), upTo, state)
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
    let sequences: number[][]
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      sequences = batches.map(batch => this.#insert(batch.rows))
      this.#database.exec('COMMIT')
    } catch (cause) {
      // An id given in this transaction goes with it.
      this.#ids.clear()
      for (const batch of batches) batch.reject(cause)
      return this.#rollBack()
    }
    for (const [i, batch] of batches.entries()) batch.resolve(sequences[i] as number[])
  }

  /** Sequences are given inside the transaction, which lets no other process write meanwhile. */
  #insert(rows: readonly NewRow[]): number[] {
    return rows.map(({ document, time, author, update }) => {
      const row = this.#statements.append.get(this.#idOf(document), time, author, update)
      return Number(row?.['sequence'])
    })
  }

  #rollBack(): void {
    try {
      // A full disk makes SQLite roll back by itself.
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK')
    } catch {
      // The next commit cannot begin while this one hangs, so it rejects and comes back here.
    }
  }

  #idOf(document: DocumentName): number {
    let id = this.#ids.get(document)
    if (id === undefined) {
      this.#statements.addDocument.run(document)
      id = Number(this.#statements.findDocument.get(document)?.['id'])
      this.#ids.set(document, id)
    }
    return id
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

function prepare(database: DatabaseSync) {
  return {
    addDocument: database.prepare('INSERT INTO documents (name) VALUES (?) ON CONFLICT DO NOTHING'),
    findDocument: database.prepare('SELECT id FROM documents WHERE name = ?'),
    append: database.prepare(`
      INSERT INTO updates (document, sequence, time, author, bytes)
      VALUES (?1, (SELECT coalesce(max(sequence), 0) + 1 FROM updates WHERE document = ?1), ?2, ?3, ?4)
      RETURNING sequence`),
    read: database.prepare(`
      SELECT sequence, time, author, bytes FROM updates
      WHERE document = (SELECT id FROM documents WHERE name = ?) AND sequence > ? ORDER BY sequence`),
    findCheckpoint: database.prepare(`
      SELECT sequence, checkpoints.bytes AS bytes FROM checkpoints JOIN documents ON documents.id = document WHERE name = ?`),
    checkpoint: database.prepare(`
      INSERT INTO checkpoints VALUES (?1, ?2, ?3)
      ON CONFLICT (document) DO UPDATE SET sequence = ?2, bytes = ?3 WHERE ?2 >= sequence`),
    documentsAfter: database.prepare(`
      SELECT DISTINCT name FROM updates JOIN documents ON documents.id = document WHERE updates.id > ?`),
    lastId: database.prepare('SELECT max(id) AS id FROM updates'),
    dataVersion: database.prepare('PRAGMA data_version'),
  }
}
