import type { Call, Kind, LedgerKind, RecordRef } from '@barycentre/plan'
import type { CheckId } from './checks/index.ts'

/**
 * - `blocker`: do not call the item agreed, or move on a phase, before it is settled or waived. Never stops an edit.
 * - `warning`: somebody must look.
 * - `advice`: a good question.
 */
export type Severity = 'blocker' | 'warning' | 'advice'
export const severities: readonly Severity[] = ['blocker', 'warning', 'advice']

/** What is written conflicts with itself or with a rule of the report; something is not there; something has gone stale. */
export type Nature = 'contradiction' | 'gap' | 'time'
export const natures: readonly Nature[] = ['contradiction', 'gap', 'time']

/** What a finding is about: a record, or an entry of the ledger such as a review. */
export interface Subject {
  readonly kind: Kind | LedgerKind
  readonly id: string
}

/**
 * A value for the sentence of a finding. Text stands as it is; words are looked up in the language of the reader
 * (`checks.word.{word}`); several of either make a list. A date is ISO 8601.
 */
export type Fact =
  | string
  | number
  | { readonly date: string }
  | { readonly texts: readonly string[] }
  | { readonly words: readonly string[] }

export type Facts = { readonly [name: string]: Fact }

/** What a rule finds. The rest of a finding is the rule's own. */
export interface Found {
  /** Absent: the plan as a whole. */
  readonly about?: Subject
  /** Within what it is about: a recommendation of a review. */
  readonly part?: string
  /** What the sentence needs to know. */
  readonly facts?: Facts
  /** Where it depends on the case; otherwise the rule's. */
  readonly severity?: Severity
  /** Where the next act would be done. Absent: at the record that it is about. */
  readonly at?: { readonly ref: RecordRef; readonly field?: string }
  /** The next act itself, where it is obvious; offered, never done unasked. */
  readonly remedy?: Call
}

export interface Finding extends Found {
  readonly check: CheckId
  /** Tells it from all others, as long as it is about the same. */
  readonly key: string
  readonly severity: Severity
  readonly nature: Nature
  /** The record of the plan that lets it stand, up to its end. */
  readonly waiverId?: string
  /** The record of the plan that says who sees to it, or until when it may lie. */
  readonly followUpId?: string
}
