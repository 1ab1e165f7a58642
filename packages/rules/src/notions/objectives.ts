import type { Objective, Phase, Plan } from '@barycentre/plan'
import { kept } from './kept.ts'

/** Part of what is planned, done or achieved: not dropped. */
export function isLive({ status }: Objective): boolean {
  return status !== 'dropped'
}

const livePerRecords = kept((objectives: Plan['objective']) => [...objectives.values()].filter(isLive))

export function liveObjectives(plan: Plan): readonly Objective[] {
  return livePerRecords(plan.objective)
}

const placesPerRecords = kept((phases: Plan['phase']) => new Map([...phases.keys()].map((id, place) => [id, place])))

/** Where a phase stands among the phases, from 0; undefined where there is no such phase. */
export function placeOfPhase(plan: Plan, id: string | undefined): number | undefined {
  return id === undefined ? undefined : placesPerRecords(plan.phase).get(id)
}

/** The phases in which an objective is worked on, in their order; empty where none is recorded. */
export function phasesOf(plan: Plan, { phaseIds = [] }: Objective): readonly Phase[] {
  const phases = phaseIds.flatMap(id => plan.phase.get(id) ?? [])
  const places = placesPerRecords(plan.phase)
  return phases.length < 2 ? phases : phases.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}

/** Live, and neither reached nor in other hands. */
export function isOpen(objective: Objective): boolean {
  return isLive(objective) && objective.status !== 'achieved' && objective.status !== 'handed_over'
}

const keyOfFunction = (plan: Plan, { functionId }: Objective): string | undefined =>
  functionId === undefined ? undefined : plan.function.get(functionId)?.key

/** Whether an objective belongs to a function of one of these keys. */
export function isOfFunction(plan: Plan, objective: Objective, keys: readonly string[]): boolean {
  return keys.includes(keyOfFunction(plan, objective) ?? '')
}
