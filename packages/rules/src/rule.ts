import type { PlanFacts } from '@barycentre/plan'
import type { Evidence, Ledger, Source } from './evidence.ts'
import type { Found, Nature, Severity } from './finding.ts'

export type Stage = NonNullable<PlanFacts['stage']>
export const stages: readonly Stage[] = [
  'pre_mandate',
  'planning',
  'start_up',
  'implementation',
  'consolidation',
  'drawdown',
  'closed',
]

/** Evidence of which is known what the rule reads. */
export interface Known extends Evidence {
  readonly ledger: Ledger
  readonly texts: ReadonlySet<string>
}

/** One check: a pure question to the plan. What it asks, and why, stands in the words under its id. */
export interface Rule<Id extends string = string> {
  /** Never given to another check, also when this one is gone. */
  readonly id: Id
  readonly severity: Severity
  readonly nature: Nature
  /** The stage from which it speaks. */
  readonly from: Stage
  /** Where the report says so: `ES` is the executive summary, `rec` a recommendation. */
  readonly source: string
  /** All that `find` looks at; it is asked again when one of these has changed. */
  readonly reads: readonly Source[]
  find(evidence: Known): Iterable<Found>
}

export function defineRule<const Id extends string>(rule: Rule<Id>): Rule<Id> {
  return rule
}
