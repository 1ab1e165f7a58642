import { median, most } from './statistics.ts'
import type { RunOptions, Scenario } from './scenario.ts'
import type { ServerKind } from './servers/server.ts'

/** What a figure came to on one server. */
export type Outcome =
  | { readonly state: 'measured'; readonly median: number; readonly least: number; readonly most: number }
  /** The server cannot do this, or it is not asked to. */
  | { readonly state: 'none' }
  /** Something that was sent did not arrive, or the server died: no figure counts. */
  | { readonly state: 'failed'; readonly reason: string }

export interface ScenarioResult {
  readonly scenario: Scenario
  readonly rounds: number
  /** By server, then by figure. */
  readonly outcomes: ReadonlyMap<ServerKind, ReadonlyMap<string, Outcome>>
}

export interface Run extends RunOptions {
  readonly scenarios: readonly Scenario[]
  readonly kinds: readonly ServerKind[]
  readonly rounds: number
  tell(line: string): void
}

type Sample = { readonly figures: Readonly<Record<string, number | undefined>> } | { readonly failure: string }

/** Measures every scenario on every server, each time with a fresh process; a round goes over all of them before the next begins. */
export async function runScenarios({ scenarios, kinds, rounds, tell, ...options }: Run): Promise<ScenarioResult[]> {
  const samples = new Map(scenarios.map(scenario => [scenario, new Map(kinds.map(kind => [kind, [] as Sample[]]))]))
  for (let round = 1; round <= rounds; round++) {
    for (const [scenario, byKind] of samples) {
      if (round > roundsOf(scenario, rounds)) continue
      const started = performance.now()
      const suitable = [...byKind].filter(([kind]) => scenario.suits?.(kind) ?? true)
      const measureInto = async ([kind, into]: [ServerKind, Sample[]]) => {
        into.push(await measureOnce(scenario, kind, options))
      }
      if (scenario.atOnce) await Promise.all(suitable.map(measureInto))
      else for (const each of suitable) await measureInto(each)
      tell(`round ${round}: ${scenario.name} took ${((performance.now() - started) / 1000).toFixed(1)} s`)
    }
  }
  return [...samples].map(([scenario, byKind]) => ({
    scenario,
    rounds: roundsOf(scenario, rounds),
    outcomes: new Map([...byKind].map(([kind, taken]) => [kind, outcomesOf(scenario, taken)])),
  }))
}

function roundsOf({ maxRounds = Number.POSITIVE_INFINITY }: Scenario, rounds: number): number {
  return Math.min(rounds, maxRounds)
}

async function measureOnce(scenario: Scenario, kind: ServerKind, options: RunOptions): Promise<Sample> {
  const server = await kind.start()
  try {
    return { figures: await scenario.measure(server, options) }
  } catch (error) {
    const died = server.process.isAlive ? '' : 'the server died; '
    return { failure: `${died}${error instanceof Error ? error.message : String(error)}` }
  } finally {
    await server.close()
  }
}

function outcomesOf(scenario: Scenario, samples: readonly Sample[]): ReadonlyMap<string, Outcome> {
  return new Map(Object.keys(scenario.figures).map(name => [name, outcomeOf(name, samples)]))
}

function outcomeOf(name: string, samples: readonly Sample[]): Outcome {
  const values: number[] = []
  for (const sample of samples) {
    if ('failure' in sample) return { state: 'failed', reason: sample.failure }
    const value = sample.figures[name]
    if (value !== undefined) values.push(value)
  }
  if (values.length === 0) return { state: 'none' }
  return { state: 'measured', median: median(values), least: -most(values.map(value => -value)), most: most(values) }
}
