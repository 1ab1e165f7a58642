/** Who is here by person: two tabs of one person are one person to those who listen. */
export type Here = ReadonlyMap<string, string>

export interface Arrivals {
  readonly came: readonly string[]
  readonly left: readonly string[]
}

/** Who came and who left between two moments, by name. Whoever left and came back meanwhile did neither. */
export function arrivals(before: Here, now: Here): Arrivals {
  return {
    came: [...now].filter(([id]) => !before.has(id)).map(([, name]) => name),
    left: [...before].filter(([id]) => !now.has(id)).map(([, name]) => name),
  }
}
