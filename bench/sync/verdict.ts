import type { Outcome, ScenarioResult } from './run.ts'
import type { Figure, Goal } from './scenario.ts'
import type { ServerKind } from './servers/server.ts'

/** What a line of the table comes to. */
export interface Verdict {
  readonly ours: Outcome | undefined
  /** The best figure of any peer. */
  readonly betterPeer: number | undefined
  readonly bareRelay: number | undefined
  readonly bareBatch: number | undefined
  /** Nothing where there is no goal, or nothing to compare with. */
  readonly isMet: boolean | undefined
}

export function verdictOn({ outcomes }: ScenarioResult, name: string, figure: Figure): Verdict {
  const medianOf = (kind: ServerKind) => {
    const outcome = outcomes.get(kind)?.get(name)
    return outcome?.state === 'measured' ? outcome.median : undefined
  }
  const kinds = [...outcomes.keys()]
  const peers = kinds.flatMap(kind => (kind.role === 'peer' ? (medianOf(kind) ?? []) : []))
  const best = figure.better === 'less' ? Math.min(...peers) : Math.max(...peers)
  const betterPeer = peers.length === 0 ? undefined : best
  const own = kinds.find(kind => kind.role === 'ours')
  const ours = own && outcomes.get(own)?.get(name)
  const bare = (kindName: string) => {
    const kind = kinds.find(kind => kind.name === kindName)
    return kind && medianOf(kind)
  }
  return {
    ours,
    betterPeer,
    bareRelay: bare('bare-relay'),
    bareBatch: bare('bare-batch'),
    isMet: isMet(figure, ours, betterPeer),
  }
}

/** The goals of a figure, all of which are to be met. */
export function goalsOf({ goal = [] }: Figure): readonly Goal[] {
  return Array.isArray(goal) ? (goal as readonly Goal[]) : [goal as Goal]
}

function isMet(figure: Figure, ours: Outcome | undefined, betterPeer: number | undefined): boolean | undefined {
  const goals = goalsOf(figure)
  if (goals.length === 0 || ours === undefined || ours.state === 'none') return undefined
  if (ours.state === 'failed') return false
  const bounds = goals.map(goal => ('value' in goal ? goal.value : betterPeer && goal.timesBetterPeer * betterPeer))
  const reached = bounds.flatMap(bound =>
    bound === undefined ? [] : figure.better === 'less' ? ours.median <= bound : ours.median >= bound,
  )
  return reached.length === 0 ? undefined : reached.every(Boolean)
}
