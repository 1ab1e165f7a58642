import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { createEmitter, type Emitter } from '@barycentre/kit'
import { chainOf, type Checkpoint, type DocumentName, type NewRow, type Place, type Row } from '../../src/store.ts'

/** What the disk says when it fails: the only fault that the rest has to live with. */
export class DiskError extends Error {
  override readonly name = 'DiskError'
}

/**
 * A file to which commits are appended, each as one record: length, rows, checksum. Whoever opens it reads as many whole
 * records as there are and cuts off what follows, as SQLite does with its write-ahead log.
 */
export class Disk {
  readonly checkpoints = new Map<DocumentName, Checkpoint>()
  readonly committed: Emitter<[rows: readonly Row[], by: object]> = createEmitter()
  /** Why nothing can be written, if so. */
  trouble: Error | undefined
  #file: Uint8Array[] = []
  #torn: Uint8Array | undefined
  #rows = new Map<DocumentName, Row[]>()
  #authors = new Map<DocumentName, Map<number, string>>()

  rowsOf(document: DocumentName): readonly Row[] {
    return this.#rows.get(document) ?? []
  }

  authorsOf(document: DocumentName): ReadonlyMap<number, string> {
    return this.#authors.get(document) ?? new Map()
  }

  /** All of them, and then it is on disk; `by`: who is not told. */
  commit(rows: readonly NewRow[], by: object): Place[] {
    // What a failed sync left behind is overwritten.
    this.#torn = undefined
    this.#file.push(recordOf(rows))
    const placed = rows.map(row => this.#place(row))
    this.committed.emit(placed, by)
    return placed.map(({ sequence, chain }) => ({ sequence, chain }))
  }

  /** Writes so much of the record and no more: the first `share` of its bytes, from 0 to 1. */
  tear(rows: readonly NewRow[], share: number): void {
    const record = recordOf(rows)
    this.#torn = record.subarray(0, Math.ceil(record.length * share))
  }

  /** Reads the file again from its beginning, as somebody does who knows nothing. Returns the rows that nobody knew of. */
  recover(): readonly Row[] {
    const known = new Set([...this.#rows.values()].flat().map(idOf))
    const records = [...recordsIn(joined([...this.#file, this.#torn ?? new Uint8Array()]))]
    this.#file = records
    this.#torn = undefined
    this.#rows = new Map()
    this.#authors = new Map()
    const all = records.flatMap(record => rowsIn(record).map(row => this.#place(row)))
    const found = all.filter(row => !known.has(idOf(row)))
    if (all.length - found.length !== known.size) throw new Error('What was committed is gone')
    if (found.length > 0) this.committed.emit(found, this)
    return found
  }

  #place({ document, time, author, update, newClients = [] }: NewRow): Row {
    const log = this.#rows.get(document) ?? []
    const authors = this.#authors.get(document) ?? new Map<number, string>()
    this.#rows.set(document, log)
    this.#authors.set(document, authors)
    const before = log.at(-1)
    const row: Row = {
      document,
      time,
      author,
      update: update.slice(),
      sequence: (before?.sequence ?? 0) + 1,
      chain: chainOf(before?.chain ?? 0, update),
    }
    log.push(row)
    for (const client of newClients) if (!authors.has(client)) authors.set(client, author)
    return row
  }
}

function idOf({ document, sequence, chain }: Row): string {
  return `${document} ${sequence} ${chain}`
}

function recordOf(rows: readonly NewRow[]): Uint8Array {
  const body = encoding.encode(encoder => {
    encoding.writeVarUint(encoder, rows.length)
    for (const { document, time, author, update, newClients = [] } of rows) {
      encoding.writeVarString(encoder, document)
      encoding.writeVarInt(encoder, time)
      encoding.writeVarString(encoder, author)
      encoding.writeVarUint8Array(encoder, update)
      encoding.writeVarUint(encoder, newClients.length)
      for (const client of newClients) encoding.writeVarUint(encoder, client)
    }
  })
  return encoding.encode(encoder => {
    encoding.writeVarUint8Array(encoder, body)
    encoding.writeVarUint(encoder, chainOf(0, body))
  })
}

/** As far as they are whole. */
function* recordsIn(file: Uint8Array): Generator<Uint8Array> {
  const decoder = decoding.createDecoder(file)
  while (decoding.hasContent(decoder)) {
    const from = decoder.pos
    try {
      const body = decoding.readVarUint8Array(decoder)
      if (decoding.readVarUint(decoder) !== chainOf(0, body)) return
    } catch {
      // It ends here: a commit that was never finished.
      return
    }
    yield file.slice(from, decoder.pos)
  }
}

function rowsIn(record: Uint8Array): NewRow[] {
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(decoding.createDecoder(record)))
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    document: decoding.readVarString(decoder) as DocumentName,
    time: decoding.readVarInt(decoder),
    author: decoding.readVarString(decoder),
    update: decoding.readVarUint8Array(decoder).slice(),
    newClients: Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarUint(decoder)),
  }))
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return encoding.encode(encoder => {
    for (const part of parts) encoding.writeUint8Array(encoder, part)
  })
}
