import { announce, Button } from '@barycentre/ui'
import { useEffect, useRef } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { navigate, usePath, useSearch } from '../../shell/location.tsx'
import { useFollow, useWorkspace } from '../../workspace/index.ts'
import { addressOf } from './follow.ts'
import { useWhereIs } from './presence-avatars.tsx'
import styles from './follow-bar.module.css'

/** Keeps me where the person is whom I follow, says whom that is, and lets go at the first thing that I do myself. */
export function FollowBar() {
  const t = useMessages()
  const { id } = useWorkspace()
  const { following, stop } = useFollow()
  const whereIs = useWhereIs()
  const path = usePath()
  const search = useSearch()
  const address = following && addressOf(id, following)
  const followed = following?.clientId

  // Only their moves take me along. My own end the following, and must not be undone by it: so where I am is looked up
  // when they move, and is no reason to move.
  const goTo = useRef<(address: string) => void>(undefined)
  useEffect(() => {
    goTo.current = wanted => {
      if (wanted !== (search === '' ? path : `${path}?${search}`)) navigate(wanted)
    }
  })
  useEffect(() => {
    if (address !== undefined) goTo.current?.(address)
  }, [address])

  useEffect(() => {
    if (followed === undefined) return
    function handleOwnAct(event: Event) {
      // The press that begins or ends the following, and keys that only move the focus, are no acts on the plan.
      if (event.target instanceof Element && event.target.closest('[data-follows]')) return
      if (event instanceof KeyboardEvent && ['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
      stop()
    }
    const acts = ['pointerdown', 'keydown', 'wheel'] as const
    for (const act of acts) addEventListener(act, handleOwnAct, { capture: true, passive: true })
    return () => {
      for (const act of acts) removeEventListener(act, handleOwnAct, { capture: true })
    }
  }, [followed, stop])

  const name = following?.name
  // That more words have come is no news of whom I follow.
  const words = useRef(t)
  useEffect(() => {
    words.current = t
  })
  useEffect(() => {
    if (name === undefined) return
    announce(words.current('presence.followingNow', { name }))
    return () => announce(words.current('presence.followingNoMore', { name }))
  }, [followed, name])

  if (!following) return null
  return (
    <div className={styles.bar} data-group={following.group} data-follows="">
      <span>
        {t('presence.following', { name: following.name, group: following.group })}{' '}
        <span className={styles.where} dir="auto">
          {whereIs(following)}
        </span>
      </span>
      <Button size="small" onClick={stop}>
        {t('presence.stop')}
      </Button>
    </div>
  )
}
