import type { Plan } from './plan.ts'
import type { PlanFacts } from './records/plan.ts'

/** Where the coherence checks draw their lines; what each means stands with the plan's own (`records/plan.ts`). */
export type Thresholds = Required<NonNullable<PlanFacts['thresholds']>>

export const defaultThresholds: Thresholds = {
  mainEffortFrom: 4,
  mainEffortOneIn: 3,
  staleFactor: 2,
  measuredEveryDays: 90,
  paidPercent: 50,
  followOnPercent: 25,
  phaseGapDays: 31,
  deepFrom: 3,
  templateFrom: 5,
  ddrPlanningFrom: 3,
  ddrResourcesFrom: 2,
  positionSpread: 2,
  leadsFrom: 5,
  leadPercent: 80,
  areasFrom: 2,
}

const known = new WeakMap<Plan['plan'], Thresholds>()

/** The plan's own, and where it has none the default. */
export function thresholdsOf(plan: Plan): Thresholds {
  let thresholds = known.get(plan.plan)
  if (thresholds === undefined) {
    const own = plan.plan.get('plan')?.thresholds
    thresholds = own === undefined ? defaultThresholds : { ...defaultThresholds, ...own }
    known.set(plan.plan, thresholds)
  }
  return thresholds
}
