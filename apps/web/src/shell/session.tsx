import { must } from '@barycentre/kit'
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { api, type Me, type Problem, type WorkspaceEntry } from './api.ts'
import { readPreference, writePreference } from './preferences.ts'

type Person = NonNullable<Me['person']>

export type SessionState =
  | { readonly state: 'asking' }
  | { readonly state: 'signed-out' }
  | {
      readonly state: 'signed-in'
      readonly person: Person
      readonly workspaces: readonly WorkspaceEntry[]
      /** The server could not be asked: this is what it said last time on this device. */
      readonly remembered: boolean
    }
  | { readonly state: 'failed'; readonly problem: Problem }

export type Session = {
  readonly now: SessionState
  readonly refresh: () => Promise<void>
  readonly signOut: () => Promise<Problem | undefined>
}

const SessionContext = createContext<Session | undefined>(undefined)

export function SessionProvider({ first, children }: { first: ReturnType<typeof api.me>; children: ReactNode }) {
  const [now, setNow] = useState<SessionState>({ state: 'asking' })

  const take = useCallback(async (reply: ReturnType<typeof api.me>) => {
    const result = await reply
    if (result.ok) {
      remember(result.value)
      return setNow(sessionOf(result.value, false))
    }
    // Without the server one is still who one was here: the plan that this device holds stays open to its owner.
    const last = recall()
    setNow(
      last?.person && result.error.status === 0 ? sessionOf(last, true) : { state: 'failed', problem: result.error },
    )
  }, [])

  useEffect(() => void take(first), [first, take])

  const session = useMemo<Session>(
    () => ({
      now,
      refresh: () => take(api.me()),
      async signOut() {
        const result = await api.signOut()
        if (!result.ok) return result.error
        remember(undefined)
        setNow({ state: 'signed-out' })
        return undefined
      },
    }),
    [now, take],
  )
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  return must(useContext(SessionContext), 'the app is wrapped in <SessionProvider>')
}

function sessionOf(me: Me, remembered: boolean): SessionState {
  if (!me.person) return { state: 'signed-out' }
  return { state: 'signed-in', person: me.person, workspaces: me.workspaces, remembered }
}

function remember(me: Me | undefined): void {
  writePreference('me', me?.person ? JSON.stringify(me) : undefined)
}

function recall(): Me | undefined {
  const kept = readPreference('me')
  // Written by `remember` of this or an earlier build; one that no longer fits is as good as none.
  try {
    return kept === undefined ? undefined : (JSON.parse(kept) as Me)
  } catch {
    return undefined
  }
}
