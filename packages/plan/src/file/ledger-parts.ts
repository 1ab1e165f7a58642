import type { Kind } from '../kind.ts'

/**
 * Where a plan file keeps entries of the ledger (domain model 2.0, L): as lists of their own at the top, or inside the
 * record that they are about. Whoever writes them is checked by the server, so they are no fields of records.
 */
export const ledgerLists = {
  users: 'user',
  brackets: 'bracket',
  decisions: 'decision',
  reviews: 'review',
  silenceProcedures: 'silence-procedure',
  snapshots: 'snapshot',
  questions: 'question',
  sessions: 'session',
} as const

export interface LedgerPart {
  /** The record in which it stands. */
  readonly in: Kind
  readonly path: readonly [string] | readonly [string, string]
  readonly kind: string
  /** The place holds a list, each member of which is one entry. */
  readonly each: boolean
}

export const ledgerParts = [
  { in: 'vision', path: ['version'], kind: 'vision-version', each: false },
  { in: 'vision', path: ['status'], kind: 'vision-status', each: false },
  { in: 'vision', path: ['lastReviewedOn'], kind: 'vision-review', each: false },
  { in: 'centreOfGravity', path: ['version'], kind: 'centre-of-gravity-version', each: false },
  { in: 'centreOfGravity', path: ['agreedOn'], kind: 'centre-of-gravity-agreement', each: false },
  { in: 'function', path: ['positions'], kind: 'position', each: true },
  { in: 'objective', path: ['handover', 'agreedByReceiver'], kind: 'handover-agreement', each: false },
  { in: 'activity', path: ['hcDetermination'], kind: 'determination', each: false },
  { in: 'benchmark', path: ['measurements'], kind: 'measurement', each: true },
  { in: 'benchmark', path: ['agreedWithNational'], kind: 'national-agreement', each: false },
  { in: 'entity', path: ['capacityLevel'], kind: 'capacity-level', each: false },
  { in: 'line', path: ['usage'], kind: 'line-use', each: true },
  { in: 'asset', path: ['requests'], kind: 'asset-request', each: true },
] as const satisfies readonly LedgerPart[]

export type LedgerKind = (typeof ledgerLists)[keyof typeof ledgerLists] | (typeof ledgerParts)[number]['kind']

const kindsOfEntry: ReadonlySet<string> = new Set([
  ...Object.values(ledgerLists),
  ...ledgerParts.map(part => part.kind),
])

export function isLedgerKind(word: string): word is LedgerKind {
  return kindsOfEntry.has(word)
}

/**
 * Lists that held entries of the ledger up to version 0.1 and hold records since. What such an entry says that no record
 * can say keeps it an entry of its kind, under `ledger`.
 */
export const earlierLists = { endorsements: 'endorsement', waivers: 'waiver' } as const

/** What an entry from a file may be: of the ledger, or of what used to be in it. */
export type EntryKind = LedgerKind | (typeof earlierLists)[keyof typeof earlierLists]

export function isEntryKind(word: string): word is EntryKind {
  return isLedgerKind(word) || Object.values<string>(earlierLists).includes(word)
}

export function ledgerPartsIn(kind: Kind): readonly (LedgerPart & { readonly kind: LedgerKind })[] {
  return ledgerParts.filter(part => part.in === kind)
}
