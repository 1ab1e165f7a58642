import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, group, line, list, number, prose, reference, references, words } from '../field.ts'

/** How it will be seen, from outside, that an objective is reached (domain model 2.1; rec. 3.3.1). */
export const benchmark = defineKind({
  kind: 'benchmark',
  titleField: 'title',
  file: { as: 'many', key: 'benchmarks' },
  fields: {
    title: line(),
    objectiveIds: references('objective'),
    level: choice('input', 'output', 'outcome', 'impact'),
    /** Core: decides on drawdown. Contextual: watches the environment. */
    category: choice('core', 'contextual'),
    indicator: line(),
    measureType: choice('quantity', 'percent', 'ordinal', 'yes_no', 'perception', 'qualitative'),
    /** The unit of baseline, milestones, target and measurements alike, as people write it: `%`, `districts`. */
    unit: line(),
    direction: choice('increase', 'decrease', 'keep'),
    baseline: group({ value: number(), date: date(), source: line() }),
    /** Values on the way, in the benchmark's unit. */
    milestones: list({ value: number(), date: date() }),
    target: group({ value: number(), date: date() }),
    meansOfVerification: prose(),
    dataOwnerEntityId: reference('entity'),
    frequencyDays: number({ unit: 'days', min: 1 }),
    disaggregation: words('area', 'sex', 'age'),
    status: choice('not_started', 'on_track', 'at_risk', 'off_track', 'met', 'regressed', 'not_measurable'),
  },
})
export type Benchmark = RecordFrom<typeof benchmark>
