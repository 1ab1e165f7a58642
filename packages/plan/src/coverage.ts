import type { ListItem } from './field.ts'
import type { Plan } from './plan.ts'
import type { Entity } from './records/entity.ts'

/** What one entity does, or could do, for one function. */
export interface Coverage {
  readonly leads: readonly string[]
  readonly supports: readonly string[]
  /** The phases of those objectives, in the order of the phases. */
  readonly phaseIds: readonly string[]
  /** What it can do there already (rec. 3.3.5). */
  readonly capacities: readonly Capacity[]
}
export type Capacity = ListItem<NonNullable<Entity['capacities']>[number]>

/** By function, then by entity: who covers what, and when. Pairs in which nothing is recorded are not in it. */
export type CoverageTable = ReadonlyMap<string, ReadonlyMap<string, Coverage>>

const known = new WeakMap<
  Plan['objective'],
  { entities: Plan['entity']; phases: Plan['phase']; table: CoverageTable }
>()

/** Functions × entities × phases. The same table as long as objectives, entities and phases are the same. */
export function coverageOf(plan: Plan): CoverageTable {
  const before = known.get(plan.objective)
  if (before?.entities === plan.entity && before.phases === plan.phase) return before.table
  const table = build(plan)
  known.set(plan.objective, { entities: plan.entity, phases: plan.phase, table })
  return table
}

interface Building {
  readonly leads: string[]
  readonly supports: string[]
  readonly phases: Set<string>
  readonly capacities: Capacity[]
}

function build(plan: Plan): CoverageTable {
  const table = new Map<string, Map<string, Building>>()
  const at = (functionId: string, entityId: string): Building => {
    let byEntity = table.get(functionId)
    if (byEntity === undefined) table.set(functionId, (byEntity = new Map()))
    let cell = byEntity.get(entityId)
    if (cell === undefined)
      byEntity.set(entityId, (cell = { leads: [], supports: [], phases: new Set(), capacities: [] }))
    return cell
  }
  for (const { id, functionId, leadEntityId, supportingEntityIds = [], phaseIds = [] } of plan.objective.values()) {
    if (functionId === undefined) continue
    const cells: Building[] = []
    if (leadEntityId !== undefined) {
      const cell = at(functionId, leadEntityId)
      cell.leads.push(id)
      cells.push(cell)
    }
    for (const entityId of supportingEntityIds) {
      if (entityId === leadEntityId) continue
      const cell = at(functionId, entityId)
      cell.supports.push(id)
      cells.push(cell)
    }
    for (const { phases } of cells) for (const phaseId of phaseIds) phases.add(phaseId)
  }
  for (const { id, capacities = [] } of plan.entity.values())
    for (const capacity of capacities)
      if (capacity.functionId !== undefined) at(capacity.functionId, id).capacities.push(capacity)
  const order = [...plan.phase.keys()]
  return new Map(
    [...table].map(([functionId, byEntity]) => [
      functionId,
      new Map(
        [...byEntity].map(([entityId, { phases, ...rest }]) => [
          entityId,
          { ...rest, phaseIds: order.filter(phaseId => phases.has(phaseId)) },
        ]),
      ),
    ]),
  )
}
