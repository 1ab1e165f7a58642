// What takes too long for every change: the simulation, the fuzzer, the real kills and power cuts, with many times as many rounds.
// `npm run nightly`, or `npm run nightly -- fuzz 7` for one of them from another seed. A failure names the seed and the
// round that show it again.
import { environment } from './checkout.mjs'
import { runBin } from './child.mjs'
import { Stop } from './stop.mjs'

const runs = {
  sim: { file: 'packages/sync/test/simulation.test.ts', settings: { SIMULATIONS: '20000' } },
  fuzz: { file: 'packages/sync/test/fuzz.test.ts', settings: { FUZZ: '1000000' } },
  kills: { file: 'apps/server/test/kills.test.ts', settings: { KILLS: '200' } },
  cuts: { file: 'apps/server/test/power-cut.test.ts', settings: { CUTS: '50' } },
}

export async function nightly(only, seed = String(Math.floor(Math.random() * 2 ** 31))) {
  if (only !== undefined && !Object.hasOwn(runs, only))
    throw new Stop(`There is no ${only}. There are ${Object.keys(runs).join(', ')}.`)
  if (!/^\d{1,10}$/.test(seed)) throw new Stop(`A seed is a whole number, and ${seed} is none.`)
  let code = 0
  for (const [name, { file, settings }] of Object.entries(runs)) {
    if (only !== undefined && name !== only) continue
    console.log(`\n── ${name}, from seed ${seed}`)
    Object.assign(environment, settings, { SEED: seed })
    code = (await runBin('vitest', 'run', file)) || code
  }
  return code
}
