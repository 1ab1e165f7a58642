import type { ListItem } from './field.ts'
import type { Plan } from './plan.ts'
import type { Entity } from './records/entity.ts'

/** What one entity does, or could do, for one function. */
export interface Coverage {
  /** The objectives that it leads, in their order. */
  readonly leads: readonly string[]
  /** Those that it supports and does not lead. */
  readonly supports: readonly string[]
  /** The phases of both, in the order of the phases. */
  readonly phaseIds: readonly string[]
  /** What it can do there already (rec. 3.3.5). */
  readonly capacities: readonly Capacity[]
}
export type Capacity = ListItem<NonNullable<Entity['capacities']>[number]>

/** By function, then by entity: who covers what, and when. Pairs in which nothing is recorded are not in it. */
export type CoverageTable = ReadonlyMap<string, ReadonlyMap<string, Coverage>>

/**
 * Functions × entities × phases, of functions and entities that are there. The same table as long as all that it is made
 * of is the same.
 */
export function coverageOf(plan: Plan): CoverageTable {
  const before = known.get(plan.objective)
  if (before !== undefined && sources.every(kind => before.from[kind] === plan[kind])) return before.table
  const table = build(plan)
  known.set(plan.objective, { from: { function: plan.function, entity: plan.entity, phase: plan.phase }, table })
  return table
}

const sources = ['function', 'entity', 'phase'] as const
/** By the objectives, of which the others change less. */
const known = new WeakMap<
  Plan['objective'],
  { readonly from: Pick<Plan, (typeof sources)[number]>; readonly table: CoverageTable }
>()

interface Cell {
  readonly leads: string[]
  readonly supports: string[]
  readonly phases: Set<string>
  readonly capacities: Capacity[]
}

function build(plan: Plan): CoverageTable {
  const cells = new Map<string, Map<string, Cell>>()
  for (const { id, functionId, leadEntityId, supportingEntityIds = [], phaseIds = [] } of plan.objective.values()) {
    const lead = cellAt(plan, cells, functionId, leadEntityId)
    lead?.leads.push(id)
    const supporting = supportingEntityIds
      .filter(entityId => entityId !== leadEntityId)
      .map(entityId => cellAt(plan, cells, functionId, entityId))
    for (const cell of supporting) cell?.supports.push(id)
    for (const cell of [lead, ...supporting]) for (const phaseId of phaseIds) cell?.phases.add(phaseId)
  }
  for (const { id, capacities = [] } of plan.entity.values()) {
    for (const capacity of capacities) cellAt(plan, cells, capacity.functionId, id)?.capacities.push(capacity)
  }
  const phaseIds = [...plan.phase.keys()]
  return mapValues(cells, byEntity =>
    mapValues(byEntity, ({ phases, ...rest }) => ({ ...rest, phaseIds: phaseIds.filter(id => phases.has(id)) })),
  )
}

function cellAt(plan: Plan, cells: Map<string, Map<string, Cell>>, functionId = '', entityId = ''): Cell | undefined {
  if (!plan.function.has(functionId) || !plan.entity.has(entityId)) return undefined
  const byEntity = cells.get(functionId) ?? new Map<string, Cell>()
  const cell = byEntity.get(entityId) ?? { leads: [], supports: [], phases: new Set(), capacities: [] }
  cells.set(functionId, byEntity.set(entityId, cell))
  return cell
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]))
}
