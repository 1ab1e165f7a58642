import { announce } from '@barycentre/ui'
import { useEffect, useRef } from 'react'
import { useFormat, useMessages } from '../../shell/language.tsx'
import type { Presence } from '../../workspace/index.ts'
import { arrivals, type Here } from './arrivals.ts'

/** Says aloud who came and who left, politely, and no more often than this: a bad link comes and goes all day. */
const quietFor = 4_000

export function useAnnounceArrivals(others: readonly Presence[]): void {
  const t = useMessages()
  const { list } = useFormat()
  const told = useRef<Here | undefined>(undefined)
  // As text, because where somebody is does not matter here: only who comes and goes may begin the wait anew.
  const who = JSON.stringify(others.map(person => [person.personId, person.name]))
  useEffect(() => {
    const now: Here = new Map(JSON.parse(who) as [string, string][])
    const timer = setTimeout(() => {
      // Those who were here before me are on the screen already; they did not just come.
      const { came, left } = arrivals(told.current ?? now, now)
      told.current = now
      const sentences = [
        came.length > 0 && t('presence.came', { count: came.length, names: list(came) }),
        left.length > 0 && t('presence.left', { count: left.length, names: list(left) }),
      ].filter(sentence => sentence !== false)
      if (sentences.length > 0) announce(sentences.join(' '))
    }, quietFor)
    return () => clearTimeout(timer)
  }, [who, t, list])
}
