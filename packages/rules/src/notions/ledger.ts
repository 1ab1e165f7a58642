import type { Json } from '@barycentre/kit'
import type { Kind, LedgerEntry, LedgerKind, RecordRef } from '@barycentre/plan'
import type { Ledger } from '../evidence.ts'
import { kept } from './kept.ts'

// What entries of the ledger say. They come from files as they are, so nothing of them is taken for granted: what is not
// of its shape is not recorded.

const byRecord = kept((entries: readonly LedgerEntry[]) => {
  const found = new Map<Kind, Map<string, LedgerEntry[]>>()
  for (const entry of entries) {
    if (entry.about === undefined) continue
    const { kind, id } = entry.about
    let ofKind = found.get(kind)
    if (ofKind === undefined) found.set(kind, (ofKind = new Map()))
    const all = ofKind.get(id)
    if (all === undefined) ofKind.set(id, [entry])
    else all.push(entry)
  }
  return found
})

/** The entries of one kind about a record, in the order of their coming. */
export function entriesAbout(ledger: Ledger, kind: LedgerKind, about: RecordRef): readonly LedgerEntry[] {
  const entries = ledger[kind]
  return (entries && byRecord(entries).get(about.kind)?.get(about.id)) ?? []
}

/** The body of the newest entry of one kind about a record. */
export function newestAbout(ledger: Ledger, kind: LedgerKind, about: RecordRef): Json | undefined {
  return entriesAbout(ledger, kind, about).at(-1)?.body
}

/** An entry's body as an object; empty where it is none. */
export function bodyOf(body: Json | undefined): { readonly [field: string]: Json | undefined } {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as { readonly [field: string]: Json | undefined })
    : {}
}

export function textIn(body: Json | undefined, field: string): string | undefined {
  const value = bodyOf(body)[field]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function listIn(body: Json | undefined, field: string): readonly Json[] {
  const value = bodyOf(body)[field]
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

export function wordsIn(body: Json | undefined, field: string): readonly string[] {
  return listIn(body, field).filter(word => typeof word === 'string')
}
