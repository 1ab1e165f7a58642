import type { Kind } from '../kind.ts'
import type { AnyRecord } from '../plan.ts'
import { isJsonObject } from './json-object.ts'
import { earlierLists } from './ledger-parts.ts'
import type { ImportNote, LedgerEntry } from './plan-file.ts'
import { readRecord } from './read-record.ts'

/**
 * The record that an entry is today, where it is of a kind that has moved out of the ledger and all that it says can be
 * read as a record of that kind; undefined where it stays what it was.
 */
export function asRecord({ kind, id, about, body }: LedgerEntry): AnyRecord | undefined {
  if (!isEarlierKind(kind) || about !== undefined || !isJsonObject(body)) return undefined
  if (body['id'] !== undefined && typeof body['id'] !== 'string') return undefined
  const notes: ImportNote[] = []
  const record = readRecord({ kind, id, orderKey: '', json: body, path: '' }, { notes, ledger: [] })
  return notes.every(({ code }) => code === 'unknown-field') ? record : undefined
}

type EarlierKind = Kind & (typeof earlierLists)[keyof typeof earlierLists]

function isEarlierKind(kind: string): kind is EarlierKind {
  return Object.values<string>(earlierLists).includes(kind)
}
