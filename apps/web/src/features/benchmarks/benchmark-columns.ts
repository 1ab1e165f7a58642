import type { MessageKey } from '@barycentre/messages'

/** How a cell is written: as text that must read as something, or by choosing. */
export type CellEditor = 'line' | 'prose' | 'number' | 'date' | 'choice' | 'entity' | 'objectives'

export type Column = {
  /** The path of the field; `measurement` is no field of the plan: it comes from the ledger. */
  readonly field: string
  readonly label: MessageKey
  readonly editor: CellEditor | undefined
  /** What number fields accept. */
  readonly least?: number
  readonly width: string
}

export const benchmarkColumns = [
  { field: 'title', label: 'kinds.benchmark.title', editor: 'line', width: '17rem' },
  { field: 'objectiveIds', label: 'benchmarks.objectives', editor: 'objectives', width: '14rem' },
  { field: 'indicator', label: 'kinds.benchmark.indicator', editor: 'line', width: '12rem' },
  { field: 'status', label: 'kinds.benchmark.status', editor: 'choice', width: '8.5rem' },
  { field: 'baseline.value', label: 'benchmarks.baseline', editor: 'number', width: '6rem' },
  { field: 'baseline.date', label: 'benchmarks.baselineDate', editor: 'date', width: '7rem' },
  { field: 'measurement', label: 'benchmarks.latest', editor: undefined, width: '8rem' },
  { field: 'target.value', label: 'benchmarks.target', editor: 'number', width: '6rem' },
  { field: 'target.date', label: 'benchmarks.targetDate', editor: 'date', width: '7rem' },
  { field: 'unit', label: 'kinds.benchmark.unit', editor: 'line', width: '6rem' },
  { field: 'meansOfVerification', label: 'kinds.benchmark.meansOfVerification', editor: 'prose', width: '13rem' },
  { field: 'dataOwnerEntityId', label: 'kinds.benchmark.dataOwnerEntityId', editor: 'entity', width: '9rem' },
  { field: 'frequencyDays', label: 'benchmarks.frequency', editor: 'number', least: 1, width: '6.5rem' },
] as const satisfies readonly Column[]

export type ColumnField = (typeof benchmarkColumns)[number]['field']

export function isNumeric(column: Column): boolean {
  return column.editor === 'number' || column.field === 'measurement'
}
