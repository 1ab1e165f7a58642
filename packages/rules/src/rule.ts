import type { AnyRecord, Kind, PlanFacts, RecordOf } from '@barycentre/plan'
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

interface RuleFacts<Id extends string> {
  /** Never given to another check, also when this one is gone. */
  readonly id: Id
  readonly severity: Severity
  readonly nature: Nature
  /** The stage from which it speaks. */
  readonly from: Stage
  /** Where the report says so: `ES` is the executive summary, `rec` a recommendation. */
  readonly source: string
  /** All that it looks at; it is asked again when one of these has changed. */
  readonly reads: readonly Source[]
}

/** One check: a pure question to the plan. What it asks, and why, stands in the words under its id. */
export interface Rule<Id extends string = string> extends RuleFacts<Id> {
  find(evidence: Known): Iterable<Found>
  /** Where it asks every record of a kind by itself: of those, only who has changed is asked again. */
  readonly each?: RecordQuestion
}

export interface RecordQuestion {
  readonly kind: Kind
  ask(record: AnyRecord, evidence: Known): Found | undefined
}

export function defineRule<const Id extends string>(rule: Rule<Id>): Rule<Id> {
  return rule
}

/** What is found is about the record, and nothing of the other records of its kind is looked at. */
interface RecordRule<Id extends string, K extends Kind> extends RuleFacts<Id> {
  readonly each: K
  /** What it looks at beside the record. */
  readonly reads: readonly Source[]
  findIn(record: RecordOf<K>, evidence: Known): Omit<Found, 'about'> | undefined
}

/** A check that is put to every record of a kind. */
export function defineRecordRule<const Id extends string, K extends Kind>({
  each: kind,
  reads,
  findIn,
  ...facts
}: RecordRule<Id, K>): Rule<Id> {
  function ask(record: AnyRecord, evidence: Known): Found | undefined {
    const found = findIn(record as RecordOf<K>, evidence)
    return found && { about: { kind, id: record.id }, ...found }
  }
  return {
    ...facts,
    reads: [kind, ...reads],
    each: { kind, ask },
    *find(evidence) {
      for (const record of evidence.plan[kind].values()) {
        const found = ask(record, evidence)
        if (found !== undefined) yield found
      }
    },
  }
}
