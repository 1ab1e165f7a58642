/** Worked out once for as long as what it is made of is the same. */
export function kept<Of extends object, T>(make: (of: Of) => T): (of: Of) => T {
  const known = new WeakMap<Of, { readonly made: T }>()
  return of => {
    let it = known.get(of)
    if (it === undefined) known.set(of, (it = { made: make(of) }))
    return it.made
  }
}
