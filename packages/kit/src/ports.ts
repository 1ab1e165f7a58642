/** Milliseconds since the epoch. A port, so that a run can be simulated with virtual time. */
export type Clock = () => number

/** A number in [0, 1), as `Math.random` gives it. A port, so that a run can be replayed from a seed. */
export type Random = () => number

/** A reproducible `Random` (mulberry32): the same seed gives the same run. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
