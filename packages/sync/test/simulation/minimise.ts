import type { Plan } from './schedule.ts'
import { simulate } from './simulation.ts'

/** Why a run of this plan does not hold; `undefined` if it does. */
export async function failureOf(plan: Plan): Promise<Error | undefined> {
  try {
    await simulate(plan)
    return undefined
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause), { cause })
  }
}

/** A plan that fails, with steps left out as long as it still does: in halves first, then in ever smaller parts. */
export async function minimised(plan: Plan): Promise<Plan> {
  let least = plan
  for (let size = Math.ceil(plan.steps.length / 2); ; size = Math.ceil(size / 2)) {
    for (let from = 0; from < least.steps.length;) {
      const fewer = { ...least, steps: least.steps.toSpliced(from, size) }
      if ((await failureOf(fewer)) === undefined) from += size
      else least = fewer
    }
    if (size === 1) return least
  }
}
