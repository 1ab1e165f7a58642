import { DatabaseSync } from 'node:sqlite'
import { chainOf, foldUpdate, scanUpdate } from '@barycentre/sync'
import { findLogDamage } from '@barycentre/store-sqlite'
import * as Y from 'yjs'
import { assertReadable } from '../database/examine-file.ts'
import { contentDigest } from './content-digest.ts'

/**
 * - `file`: the file itself is damaged, or the write-ahead log beside it.
 * - `hole`: a row is missing.
 * - `changed`: a row is not what was written.
 * - `malformed`: a row is no update.
 * - `gap`: a row builds on what no row before it brings.
 * - `checkpoint`: what loading begins with is not what the rows have come to.
 */
export type FindingCode = 'file' | 'hole' | 'changed' | 'malformed' | 'gap' | 'checkpoint'

export interface Finding {
  readonly code: FindingCode
  /** Absent where it is the file as a whole. */
  readonly document?: string
  readonly sequence?: number
  /** For whoever looks into it; what SQLite or Yjs says. */
  readonly reason: string
}

export interface Verification {
  readonly documents: number
  readonly rows: number
  readonly checkpoints: number
  /** Rows from before rows were chained: that they are what was written cannot be told. */
  readonly unchained: number
  readonly findings: readonly Finding[]
}

/**
 * Looks at everything that a file keeps, as it is at one moment, also while a server writes to it; writes nothing. Throws
 * only where the file cannot be opened as a database at all, or is another program's or a newer version's.
 */
export function verifyFile(path: string): Verification {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 3_000 })
  const total = { documents: 0, rows: 0, checkpoints: 0, unchained: 0 }
  const findings: Finding[] = []
  try {
    const damage = findLogDamage(path)
    if (damage !== undefined) return { ...total, findings: [{ code: 'file', reason: damage }] }
    assertReadable(database)
    database.exec('BEGIN')
    findings.push(...verifyPages(database))
    if (findings.length > 0) return { ...total, findings }
    for (const row of database.prepare('SELECT id, name FROM documents ORDER BY name').all()) {
      const found = verifyDocument(database, Number(row['id']), String(row['name']))
      total.documents++
      total.rows += found.rows
      total.checkpoints += found.checkpoints
      total.unchained += found.unchained
      findings.push(...found.findings)
    }
  } catch (cause) {
    if ((((cause as { errcode?: number }).errcode ?? 0) & 0xff) !== corrupt) throw cause
    findings.push({ code: 'file', reason: messageOf(cause) })
  } finally {
    database.close()
  }
  return { ...total, findings }
}

/** What SQLite says when it meets a page that is none of its own. */
const corrupt = 11

function* verifyPages(database: DatabaseSync): Generator<Finding> {
  for (const row of database.prepare('PRAGMA integrity_check(20)').all()) {
    const said = String(row['integrity_check'])
    if (said !== 'ok') yield { code: 'file', reason: said }
  }
  for (const row of database.prepare('PRAGMA foreign_key_check').all()) {
    yield { code: 'file', reason: `A row of ${row['table']} refers to one of ${row['parent']} that is not there` }
  }
}

function verifyDocument(database: DatabaseSync, id: number, document: string): Omit<Verification, 'documents'> {
  const findings: Finding[] = []
  const find = (code: FindingCode, sequence: number, reason: string) =>
    void findings.push({ code, document, sequence, reason })
  const checkpoint = readCheckpoint(database, id)
  const doc = new Y.Doc()
  let before = { sequence: 0, chain: 0 }
  let rows = 0
  let unchained = 0
  let isWhole = true
  try {
    for (const { sequence, chain, update } of readRows(database, id)) {
      rows++
      if (sequence !== before.sequence + 1) {
        find('hole', before.sequence + 1, `Behind row ${before.sequence} comes row ${sequence}`)
        isWhole = false
      } else if (chain === 0 && before.chain === 0) unchained++
      else if (chain !== chainOf(before.chain, update))
        find('changed', sequence, 'Its bytes are not those that its checksum was made of')
      before = { sequence, chain }
      const fault = isWhole ? faultOf(doc, update) : undefined
      if (fault !== undefined) {
        find(fault.code, sequence, fault.reason)
        // What comes after it builds on it: that would only be the same again.
        isWhole = false
      }
      if (isWhole && findings.length === 0 && sequence === checkpoint?.sequence) {
        const reason = differenceOf(doc, checkpoint.state)
        if (reason !== undefined) find('checkpoint', sequence, reason)
        if (checkpoint.chain !== chain) find('checkpoint', sequence, 'It has another checksum than its last row')
      }
    }
    if (checkpoint !== undefined && checkpoint.sequence > before.sequence)
      find('checkpoint', checkpoint.sequence, `There are only ${before.sequence} rows`)
  } finally {
    doc.destroy()
  }
  return { rows, unchained, checkpoints: checkpoint === undefined ? 0 : 1, findings }
}

/** Takes an update into the document; says what is wrong with it, if anything is. */
function faultOf(doc: Y.Doc, update: Uint8Array): { code: 'malformed' | 'gap'; reason: string } | undefined {
  try {
    scanUpdate(update)
    doc.transact(() => Y.applyUpdate(doc, update))
  } catch (cause) {
    return { code: 'malformed', reason: messageOf(cause) }
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    return { code: 'gap', reason: 'It builds on what is not there' }
  return undefined
}

/** How a checkpoint differs from what its rows have come to, if it does. */
function differenceOf(rows: Y.Doc, state: Uint8Array): string | undefined {
  const folded = new Y.Doc()
  try {
    scanUpdate(state)
    folded.transact(() => Y.applyUpdate(folded, foldUpdate(state)))
    if (!Buffer.from(Y.encodeStateVector(folded)).equals(Y.encodeStateVector(rows)))
      return 'It has another state vector than its rows'
    if (contentDigest(folded) !== contentDigest(rows)) return 'It holds something else than its rows'
    return undefined
  } catch (cause) {
    return messageOf(cause)
  } finally {
    folded.destroy()
  }
}

function* readRows(database: DatabaseSync, id: number) {
  const chain = hasChains(database) ? 'chain' : '0 AS chain'
  const rows = database.prepare(`SELECT sequence, ${chain}, bytes FROM updates WHERE document = ? ORDER BY sequence`)
  for (const row of rows.iterate(id)) {
    yield { sequence: Number(row['sequence']), chain: Number(row['chain']), update: row['bytes'] as Uint8Array }
  }
}

function readCheckpoint(database: DatabaseSync, id: number) {
  const chain = hasChains(database) ? 'chain' : '0 AS chain'
  const row = database.prepare(`SELECT sequence, ${chain}, bytes FROM checkpoints WHERE document = ?`).get(id)
  return row && { sequence: Number(row['sequence']), chain: Number(row['chain']), state: row['bytes'] as Uint8Array }
}

/** A backup may be older than the chains. */
function hasChains(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM pragma_table_info('updates') WHERE name = 'chain'").get() !== undefined
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
