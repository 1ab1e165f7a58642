import type { Result } from '@barycentre/kit'
import { useCallback, useEffect, useState } from 'react'
import type { Problem } from './api.ts'

export type Remote<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: Problem }

/** What the server says now. `load` is called when it changes and at each `reload`; while it reloads, the last answer stays. */
export function useRemote<T>(load: () => Promise<Result<T, Problem>>): readonly [Remote<T>, () => void] {
  const [turn, setTurn] = useState(0)
  const [remote, setRemote] = useState<Remote<T>>({ state: 'loading' })

  useEffect(() => {
    let current = true
    void load().then(result => {
      if (current)
        setRemote(result.ok ? { state: 'loaded', value: result.value } : { state: 'failed', problem: result.error })
    })
    return () => {
      current = false
    }
  }, [load, turn])

  return [remote, useCallback(() => setTurn(last => last + 1), [])]
}
