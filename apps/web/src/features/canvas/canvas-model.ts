import type { RecordOf } from '@barycentre/plan'

type Phase = RecordOf<'phase'>
type LineOfEffort = RecordOf<'function'>
type Objective = RecordOf<'objective'>

export type CanvasColumn = { readonly key: string; readonly phase: Phase | undefined }
export type CanvasRow = { readonly key: string; readonly lineOfEffort: LineOfEffort | undefined }

/** Phases as columns, functions as rows, objectives in the cells: one objective stands in the column of each of its phases. */
export type Canvas = {
  readonly columns: readonly CanvasColumn[]
  readonly rows: readonly CanvasRow[]
  /** By `cellKey`; a cell without objectives is absent. */
  readonly cells: ReadonlyMap<string, readonly Objective[]>
}

/** The column or the row of what has no phase, or no function, that the plan knows. */
export const unplaced = ''

const noObjectives: readonly Objective[] = []

/**
 * The canvas of a plan. References that lead nowhere read as "not placed yet", so that no objective is ever out of sight;
 * the column and the row for it stand only while something is in them. Cells that did not change keep their identity
 * from `previous`.
 */
export function canvasOf(
  phases: ReadonlyMap<string, Phase>,
  functions: ReadonlyMap<string, LineOfEffort>,
  objectives: ReadonlyMap<string, Objective>,
  previous?: Canvas,
): Canvas {
  const cells = new Map<string, Objective[]>()
  for (const objective of objectives.values()) {
    const rowKey =
      objective.functionId !== undefined && functions.has(objective.functionId) ? objective.functionId : unplaced
    const known = knownPhases(objective, phases)
    for (const columnKey of known.length > 0 ? known : [unplaced]) {
      const key = cellKey(rowKey, columnKey)
      const cell = cells.get(key)
      if (cell === undefined) cells.set(key, [objective])
      else cell.push(objective)
    }
  }
  const columns: CanvasColumn[] = [...phases.values()].map(phase => ({ key: phase.id, phase }))
  const rows: CanvasRow[] = [...functions.values()].map(lineOfEffort => ({ key: lineOfEffort.id, lineOfEffort }))
  const used = [...cells.keys()].map(parseCellKey)
  if (used.some(place => place.columnKey === unplaced)) columns.push({ key: unplaced, phase: undefined })
  if (used.some(place => place.rowKey === unplaced)) rows.push({ key: unplaced, lineOfEffort: undefined })
  return { columns, rows, cells: previous ? keepCells(previous.cells, cells) : cells }
}

export function objectivesIn(canvas: Canvas, rowKey: string, columnKey: string): readonly Objective[] {
  return canvas.cells.get(cellKey(rowKey, columnKey)) ?? noObjectives
}

/** The phases of an objective that exist, in the order of the set and each once. */
export function knownPhases(objective: Objective, phases: ReadonlyMap<string, Phase>): string[] {
  return [...new Set(objective.phaseIds ?? [])].filter(id => phases.has(id))
}

/** The neighbour that a step leads to, or undefined at the edge: a move does not go round. */
export function neighbour<T extends { readonly key: string }>(
  all: readonly T[],
  key: string,
  step: 1 | -1,
): T | undefined {
  const index = all.findIndex(each => each.key === key)
  return index < 0 ? undefined : all[index + step]
}

/**
 * Before which of its siblings a record has to go so that it stands one step further; null is the last place. Undefined
 * when it is at the edge already.
 */
export function beforeAfterStep(ids: readonly string[], id: string, step: 1 | -1): string | null | undefined {
  const index = ids.indexOf(id)
  if (index < 0 || index + step < 0 || index + step >= ids.length) return undefined
  return step < 0 ? (ids[index - 1] ?? null) : (ids[index + 2] ?? null)
}

/** What a command calls the column or the row that stands for "not placed yet". */
export function placeId(key: string): string | null {
  return key === unplaced ? null : key
}

export function cellKey(rowKey: string, columnKey: string): string {
  return JSON.stringify([rowKey, columnKey])
}

function parseCellKey(key: string): { rowKey: string; columnKey: string } {
  const [rowKey, columnKey] = JSON.parse(key) as [string, string]
  return { rowKey, columnKey }
}

function keepCells(
  from: ReadonlyMap<string, readonly Objective[]>,
  to: ReadonlyMap<string, readonly Objective[]>,
): ReadonlyMap<string, readonly Objective[]> {
  return new Map(
    [...to].map(([key, cell]) => {
      const before = from.get(key)
      const same = before?.length === cell.length && before.every((objective, index) => objective === cell[index])
      return [key, same ? before : cell]
    }),
  )
}
