/** Throws when what the code believes is not so: a defect, never an expected refusal. */
export function assert(holds: boolean, belief: string): asserts holds {
  if (!holds) throw new Error(`Believed: ${belief}`)
}

/** The value, where the code knows that there is one. */
export function must<T>(value: T | null | undefined, belief: string): T {
  if (value === null || value === undefined) throw new Error(`Believed: ${belief}`)
  return value
}

/** Ends a switch over a union: a new member stops compiling here. */
export function unreachable(value: never): never {
  throw new Error(`Not a case: ${JSON.stringify(value)}`)
}
