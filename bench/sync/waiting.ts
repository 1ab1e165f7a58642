// The two ways in which a scenario lets time pass.

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

/** Waits for a fact; throws, with what it waited for, when it does not come true. */
export async function until(
  what: string,
  isTrue: () => boolean,
  { withinMs = 30_000, everyMs = 2 }: { readonly withinMs?: number; readonly everyMs?: number } = {},
): Promise<void> {
  const end = performance.now() + withinMs
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`${what}: not within ${withinMs / 1000} s`)
    await pause(everyMs)
  }
}

/** Does something at an even pace, on average: what a late timer has missed is made up for. */
export async function atPace(perSecond: number, times: number, act: (turn: number) => void): Promise<void> {
  const started = performance.now()
  for (let turn = 0; turn < times; turn++) {
    const wait = started + (turn * 1000) / perSecond - performance.now()
    if (wait > 0) await pause(wait)
    act(turn)
  }
}

/** Runs `act` for 0 to `count - 1`, at most `together` at a time; results in order. */
export async function forEachOf<T>(count: number, together: number, act: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    while (next < count) {
      const index = next++
      results[index] = await act(index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(together, count) }, worker))
  return results
}
