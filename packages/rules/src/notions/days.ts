const dayMs = 86_400_000

/** Whole days from one ISO date to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** The earliest of the dates that are given. */
export function earliest(dates: Iterable<string | undefined>): string | undefined {
  let first: string | undefined
  for (const date of dates) if (date !== undefined && (first === undefined || date < first)) first = date
  return first
}
