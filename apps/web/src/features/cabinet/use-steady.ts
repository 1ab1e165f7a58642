import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * The same function for as long as the component stands, doing what it was last given to do. React Flow tells every card
 * when a handler is another function than before, and a chart that is dragged would hand it a dozen of them each frame.
 */
export function useSteady<Arguments extends readonly unknown[], Value>(
  act: (...args: Arguments) => Value,
): (...args: Arguments) => Value {
  const latest = useRef(act)
  // Before the next event can come: it must act on what is seen.
  useLayoutEffect(() => {
    latest.current = act
  })
  return useCallback((...args: Arguments) => latest.current(...args), [])
}
