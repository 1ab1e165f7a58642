import {
  isLedgerKind,
  type Kind,
  type LedgerEntry,
  type LedgerKind,
  type Plan,
  type PlanFile,
  type ProseJson,
} from '@barycentre/plan'

/**
 * All that the checks look at, at one moment. Parts that have not changed keep their identity: by that a judgement knows
 * what it need not ask again.
 */
export interface Evidence {
  readonly plan: Plan
  /** Undefined where it is not known: nothing is asked then that depends on it. */
  readonly ledger: Ledger | undefined
  /** The names of the rich texts in which something is written; undefined where that is not known. */
  readonly texts: ReadonlySet<string> | undefined
  /** The day as of which it is judged, ISO 8601. */
  readonly day: string
}

/** What was decided, measured or said under a name, by kind, in the order of its coming. */
export type Ledger = { readonly [K in LedgerKind]?: readonly LedgerEntry[] }

/** What a rule may depend on: a kind of record or of the ledger, whether a text says something, the day. */
export type Source = Kind | LedgerKind | 'text' | 'day'

export function ledgerOf(entries: readonly LedgerEntry[]): Ledger {
  const byKind: { [K in LedgerKind]?: LedgerEntry[] } = {}
  for (const entry of entries) if (isLedgerKind(entry.kind)) (byKind[entry.kind] ??= []).push(entry)
  return byKind
}

/** The day for which the plan was written, where it says so; otherwise today. */
export function dayOf(plan: Plan, today: string): string {
  return plan.plan.get('plan')?.asOf ?? today
}

/** What a plan file brings to be judged; `today` counts where the file names no day. */
export function evidenceIn({ plan, ledger, texts }: PlanFile, today: string): Evidence {
  const written = Object.entries(texts).flatMap(([name, text]) => (saysSomething(text) ? name : []))
  return { plan, ledger: ledgerOf(ledger), texts: new Set(written), day: dayOf(plan, today) }
}

function saysSomething(text: string | ProseJson): boolean {
  return typeof text === 'string' ? text.trim() !== '' : /"text":"[^"]*\S/.test(JSON.stringify(text))
}
