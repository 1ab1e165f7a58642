import { expect, test } from 'vitest'
import { failureOf, minimised } from './simulation/minimise.ts'
import { regressions } from './simulation/regressions.ts'
import { planOf, stepNames, type Plan, type StepName } from './simulation/schedule.ts'
import { simulate } from './simulation/simulation.ts'

/** SIMULATIONS and SEED make it longer and other: `npm run nightly -- sim` does. */
const runs = Number(process.env['SIMULATIONS'] ?? 800)
const firstSeed = Number(process.env['SEED'] ?? 1)

test(
  '[SYN-01] [SYN-02] [SYN-20] [SYN-21] [SYN-120] whatever breaks, what was acknowledged is on disk, what others saw was there first, and all meet again',
  async () => {
    const done = new Map<StepName, number>()
    let refused = 0
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const simulation = await simulate(planOf(seed)).catch(async cause => {
        throw new Error(await report(planOf(seed), cause), { cause })
      })
      for (const [step, times] of simulation.done) done.set(step, (done.get(step) ?? 0) + times)
      refused += simulation.refused
    }
    // A simulation in which nothing happens would hold everything.
    if (runs < 500) return
    for (const step of stepNames) expect(done.get(step) ?? 0, step).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(runs / 2)
  },
  60_000 + runs * 200,
)

test.each(regressions)('[SYN-20] $found', async ({ plan }) => {
  expect(await failureOf(plan)).toBeUndefined()
})

test('the same seed is the same run', async () => {
  for (const seed of [3, 8, 13]) {
    const [one, other] = [await simulate(planOf(seed)), await simulate(planOf(seed))]
    expect([...one.done]).toEqual([...other.done])
    expect(one.logs()).toEqual(other.logs())
    expect(one.logs().length).toBeGreaterThan(0)
  }
})

/** What somebody needs to see it again, and to keep it in `regressions.ts`. */
async function report(plan: Plan, cause: unknown): Promise<string> {
  const least = await minimised(plan)
  return [
    `Seed ${plan.seed}: ${String(cause)}`,
    `Again: SIMULATIONS=1 SEED=${plan.seed} npx vitest run packages/sync/test/simulation.test.ts`,
    `What of it is needed, which fails with ${String(await failureOf(least))}:`,
    JSON.stringify({ ...least, steps: least.steps.map(({ step, pick }) => `${step} ${pick}`) }),
  ].join('\n')
}
