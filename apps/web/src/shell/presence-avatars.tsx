import { AvatarStack, MenuButton } from '@barycentre/ui'
import { useLocation } from 'wouter'
import { usePeople, useWorkspace } from '../workspace/index.ts'
import { useMessages } from './language.tsx'
import { isScreen, screenPath } from './routes.ts'

/** Who else is here, and where. A press leads to the screen, and the record, that the person looks at. */
export function PresenceAvatars() {
  const t = useMessages()
  const workspace = useWorkspace()
  const [, navigate] = useLocation()
  const people = usePeople().filter(person => !person.self)
  if (people.length === 0) return null

  const avatars = people.map(person => {
    const where = isScreen(person.screen) ? person.screen : undefined
    const record = person.record ? `?record=${person.record.kind}:${encodeURIComponent(person.record.id)}` : ''
    return {
      id: person.personId,
      name: person.name,
      group: person.group,
      detail: [
        person.group,
        person.entity,
        t(`roles.${person.role}`),
        where && t('presence.in', { screen: t(`shell.screen.${where}`) }),
      ]
        .filter(Boolean)
        .join(' · '),
      onSelect: where ? () => navigate(screenPath(workspace.id, where) + record) : undefined,
    }
  })
  return (
    <AvatarStack
      label={t('presence.here')}
      people={avatars}
      rest={hidden => (
        <MenuButton
          size="small"
          tone="quiet"
          label={t('presence.more', { count: hidden.length })}
          placement="below-end"
          entries={hidden.map(person => ({
            label: person.name,
            detail: person.detail,
            disabled: !person.onSelect,
            onSelect: () => person.onSelect?.(),
          }))}
        >
          +{hidden.length}
        </MenuButton>
      )}
    />
  )
}
