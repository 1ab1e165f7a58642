import { Avatar, MenuButton, type MenuEntry } from '@barycentre/ui'
import type { Group } from '@barycentre/access'
import { useState } from 'react'
import { leavingAreas } from './areas.ts'
import { useMessages } from './language.tsx'
import { later } from './later.tsx'
import { useSession } from './session.tsx'
import { useShowShortcuts } from './shortcuts.tsx'
import styles from './person-menu.module.css'

const SignOutDialog = later(() => import('./sign-out-dialog.tsx').then(part => part.SignOutDialog), leavingAreas)

/** Who I am here, and the way out. `group` and `detail` where a workspace gives me a part. */
export function PersonMenu({ group, detail }: { group?: Group; detail?: string }) {
  const t = useMessages()
  const session = useSession()
  const showShortcuts = useShowShortcuts()
  const [leaving, setLeaving] = useState(false)
  if (session.now.state !== 'signed-in') return null
  const { person } = session.now

  const entries: MenuEntry[] = [
    { heading: [person.name, person.entity, detail].filter(Boolean).join(' · ') },
    { label: t('shell.shortcuts'), shortcut: '?', onSelect: showShortcuts },
    'separator',
    { label: t('shell.signOut'), onSelect: () => setLeaving(true) },
  ]
  return (
    <>
      <MenuButton
        label={t('shell.you', { name: person.name })}
        tone="quiet"
        placement="below-end"
        entries={entries}
        className={styles.button}
      >
        <Avatar name={person.name} group={group} />
      </MenuButton>
      {leaving && <SignOutDialog personId={person.id} onClose={() => setLeaving(false)} />}
    </>
  )
}
