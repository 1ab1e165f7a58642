import type { Json } from '@barycentre/kit'
import type { Plan, RecordRef } from '../plan.ts'
import type { EntryKind } from './ledger-parts.ts'

/** The version of the file's format. Raise it with every change that an older reader would misread; see docs/plan-format.md. */
export const schemaVersion = '0.2'
/** The versions that are read: older ones are brought forward first (`bring-forward.ts`). */
export const knownVersions: readonly string[] = ['0.1', schemaVersion]

/** A plan file read: the records that people edit, and beside them all that the file holds otherwise. */
export interface PlanFile {
  readonly plan: Plan
  /** The rich texts by name: plain text with a line per paragraph, or a ProseMirror document. */
  readonly texts: { readonly [name: string]: string | ProseJson }
  /** What was decided, measured or endorsed: kept as it came, not edited. */
  readonly ledger: readonly LedgerEntry[]
  /** Facts at the top of the file that are no part of the plan, such as `notice`. */
  readonly facts: { readonly [name: string]: Json }
  readonly report: ImportReport
}

/** A ProseMirror document as JSON. */
export interface ProseJson {
  readonly type: 'doc'
  readonly content?: readonly Json[]
  readonly [name: string]: Json | undefined
}

/** One entry of the ledger as a file brings it; unique by kind and id within a file. */
export interface LedgerEntry {
  readonly kind: EntryKind
  readonly id: string
  /** The record in which it stood, for entries that the file keeps inside a record. */
  readonly about?: RecordRef
  /** Exactly what stood in the file. */
  readonly body: Json
}

export interface ImportReport {
  /** How many records were read. */
  readonly records: number
  readonly notes: readonly ImportNote[]
}

/** Something in a file that was read otherwise than it stands, or that a planner should look at. */
export interface ImportNote {
  readonly code: ImportNoteCode
  /** Where in the file: `objectives[3].handover.toEntityId`. */
  readonly path: string
  readonly facts: { readonly [name: string]: Json }
}

export type ImportNoteCode =
  /** `{expected, found}`: left not recorded. */
  | 'wrong-type'
  /** `{id}`: no such record in the file; kept. */
  | 'dangling-reference'
  /** `{id, newId}`: the first record keeps the id, this one got a new one. */
  | 'duplicate-id'
  /** `{newId}`: a record without an id got one. */
  | 'missing-id'
  /** `{member}`: named twice in a set; counts once. */
  | 'duplicate-member'
  /** `{field}`: kept, and written out again. */
  | 'unknown-field'
  /** `{lineIds}`: direct lines that run in a circle; read as if this one were not there. */
  | 'line-cycle'
  /** `{postId, countsLineId}`: a second direct line up from the same post; kept, the other one counts. */
  | 'second-superior'
  /** `{countsLineId}`: a line that says what another one says; kept, the other one counts. */
  | 'duplicate-line'
  /** `{ends}`: a line with an end that is not recorded. */
  | 'unfinished-line'

/** Why a file was not read at all; nothing of it was taken. */
export type FileRefusal =
  /** Not JSON at this place, counted from 1. `truncated`: it is well formed as far as it goes. */
  | { readonly code: 'file-not-json'; readonly line: number; readonly column: number; readonly truncated: boolean }
  | { readonly code: 'file-not-a-plan'; readonly path: string; readonly reason: NotAPlan }
  /** Records under a name that this version does not know. */
  | { readonly code: 'file-unknown-kind'; readonly path: string }
  | { readonly code: 'file-version'; readonly found: Json; readonly known: readonly string[] }

export type NotAPlan = 'not-an-object' | 'not-a-list' | 'nothing-of-a-plan' | 'too-deep'
