import { useEffect, useMemo, useRef } from 'react'
import { usePeople, usePlan } from '../../workspace/index.ts'
import { canvasOf, type Canvas } from './canvas-model.ts'
import { objectiveCards, type ObjectiveCard } from './objective-card.ts'
import type { CardPerson } from './objective-card-view.tsx'

export function useCanvas(): Canvas {
  const phases = usePlan(plan => plan.phase)
  const functions = usePlan(plan => plan.function)
  const objectives = usePlan(plan => plan.objective)
  const previous = useRef<Canvas>(undefined)
  const canvas = useMemo(
    () => canvasOf(phases, functions, objectives, previous.current),
    [phases, functions, objectives],
  )
  useEffect(() => {
    previous.current = canvas
  }, [canvas])
  return canvas
}

export function useObjectiveCards(): ReadonlyMap<string, ObjectiveCard> {
  const objective = usePlan(plan => plan.objective)
  const entity = usePlan(plan => plan.entity)
  const benchmark = usePlan(plan => plan.benchmark)
  const fundingLine = usePlan(plan => plan.fundingLine)
  const previous = useRef<ReadonlyMap<string, ObjectiveCard>>(undefined)
  const cards = useMemo(
    () => objectiveCards({ objective, entity, benchmark, fundingLine }, previous.current),
    [objective, entity, benchmark, fundingLine],
  )
  useEffect(() => {
    previous.current = cards
  }, [cards])
  return cards
}

/** Who else is at which objective, one entry a person. The lists stay the same while nobody moves. */
export function usePeopleAtObjectives(): ReadonlyMap<string, readonly CardPerson[]> {
  const people = usePeople()
  const previous = useRef<ReadonlyMap<string, readonly CardPerson[]>>(new Map())
  const found = useMemo(() => {
    const byObjective = new Map<string, CardPerson[]>()
    for (const { self, record, personId, name, group } of people) {
      if (self || record?.kind !== 'objective') continue
      const here = byObjective.get(record.id) ?? []
      if (!here.some(person => person.personId === personId)) here.push({ personId, name, group })
      byObjective.set(record.id, here)
    }
    return new Map(
      [...byObjective].map(([id, here]) => {
        const before = previous.current.get(id)
        return [id, before && namesOf(before) === namesOf(here) ? before : here] as const
      }),
    )
  }, [people])
  useEffect(() => {
    previous.current = found
  }, [found])
  return found
}

function namesOf(people: readonly CardPerson[]): string {
  return JSON.stringify(people)
}
