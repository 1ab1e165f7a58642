import type { Plan } from './plan.ts'

/**
 * Where the coherence checks draw their lines. The report names none of these figures: they are where planners would look
 * twice, and a plan may set its own (domain model 3.0).
 */
export interface Thresholds {
  /** From how many objectives on some of them should be main efforts. */
  readonly mainEffortFrom: number
  /** One main effort in so many objectives is as much as a strategy that chooses has. */
  readonly mainEffortOneIn: number
  /** A benchmark is stale after so many times the days between two measurements. */
  readonly staleFactor: number
  /** The days between two measurements, where a benchmark does not say. */
  readonly measuredEveryDays: number
  /** From this share of what it needs on, in percent, an objective counts as paid for. */
  readonly paidPercent: number
  /** Below this share of what it needs, in percent, its follow-on counts as not paid for. */
  readonly followOnPercent: number
  /** More days than this between two phases are a gap. */
  readonly phaseGapDays: number
  /** From this degree on, 0 to 4, integration wants a reason. */
  readonly deepFrom: number
  /** From how many functions on the same degrees everywhere look like a template. */
  readonly templateFrom: number
  /** Disarmament and reintegration want at least this degree of joint planning, 0 to 4. */
  readonly ddrPlanningFrom: number
  /** And at least this degree of linked money, 0 to 4. */
  readonly ddrResourcesFrom: number
  /** How many degrees two groups may be apart before it is worth a talk. */
  readonly positionSpread: number
  /** From how many led objectives on it is asked whose plan this is. */
  readonly leadsFrom: number
  /** From this share of them on, in percent, it is one department's. */
  readonly leadPercent: number
  /** Fewer areas than this are a country taken for one place. */
  readonly areasFrom: number
}

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
    thresholds = { ...defaultThresholds, ...plan.plan.get('plan')?.thresholds }
    known.set(plan.plan, thresholds)
  }
  return thresholds
}
