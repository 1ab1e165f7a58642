/** Something in the grid that can hold the focus. The header row and the header column are -1. */
export type Stop = { readonly row: number; readonly column: number }

export type StepKey = { readonly key: string; readonly control: boolean; readonly rightToLeft: boolean }

/**
 * Where a key leads from a stop, as an index among `stops` (in reading order); undefined where the key is no step. In a
 * cell, up and down walk its cards before they leave it; left and right keep the height in the cell.
 */
export function stepAmong(
  stops: readonly Stop[],
  from: number,
  { key, control, rightToLeft }: StepKey,
): number | undefined {
  const at = stops[from]
  if (at === undefined) return undefined
  switch (key) {
    case 'ArrowDown':
      return vertical(stops, from, at, 1)
    case 'ArrowUp':
      return vertical(stops, from, at, -1)
    case 'ArrowRight':
      return horizontal(stops, from, at, rightToLeft ? -1 : 1)
    case 'ArrowLeft':
      return horizontal(stops, from, at, rightToLeft ? 1 : -1)
    case 'Home':
      return control ? 0 : stops.findIndex(stop => stop.row === at.row)
    case 'End':
      return control ? stops.length - 1 : stops.findLastIndex(stop => stop.row === at.row)
    default:
      return undefined
  }
}

function vertical(stops: readonly Stop[], from: number, at: Stop, step: 1 | -1): number {
  const beside = stops[from + step]
  if (beside?.row === at.row && beside.column === at.column) return from + step
  const column = stops.flatMap((stop, index) => (stop.column === at.column ? [index] : []))
  return column[column.indexOf(from) + step] ?? from
}

function horizontal(stops: readonly Stop[], from: number, at: Stop, step: 1 | -1): number {
  const inCell = (column: number) =>
    stops.flatMap((stop, index) => (stop.row === at.row && stop.column === column ? [index] : []))
  const height = inCell(at.column).indexOf(from)
  const next = inCell(at.column + step)
  return next[Math.min(height, next.length - 1)] ?? from
}
