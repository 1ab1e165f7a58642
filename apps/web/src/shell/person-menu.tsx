import { Avatar, MenuButton, showToast, type MenuEntry } from '@barycentre/ui'
import { useLocation } from 'wouter'
import type { Group } from '@barycentre/access'
import { useMessages } from './language.tsx'
import { useProblemSentence } from './problem-sentence.ts'
import { useSession } from './session.tsx'
import { useShowShortcuts } from './shortcuts.tsx'
import styles from './person-menu.module.css'

/** Who I am here, and the way out. `group` and `detail` where a workspace gives me a part. */
export function PersonMenu({ group, detail }: { group?: Group; detail?: string }) {
  const t = useMessages()
  const session = useSession()
  const sentence = useProblemSentence()
  const showShortcuts = useShowShortcuts()
  const [, navigate] = useLocation()
  if (session.now.state !== 'signed-in') return null
  const { person } = session.now

  async function signOut() {
    const problem = await session.signOut()
    if (problem) showToast(sentence(problem), { tone: 'danger' })
    else navigate('/')
  }

  const entries: MenuEntry[] = [
    { heading: [person.name, person.entity, detail].filter(Boolean).join(' · ') },
    { label: t('shell.shortcuts'), shortcut: '?', onSelect: showShortcuts },
    'separator',
    { label: t('shell.signOut'), onSelect: () => void signOut() },
  ]
  return (
    <MenuButton
      label={t('shell.you', { name: person.name })}
      tone="quiet"
      placement="below-end"
      entries={entries}
      className={styles.button}
    >
      <Avatar name={person.name} group={group} />
    </MenuButton>
  )
}
