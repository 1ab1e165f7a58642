import { AvatarStack, MenuButton, type AvatarStackPerson } from '@barycentre/ui'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { isScreen } from '../../shell/routes.ts'
import { useFollow, usePeople, usePlan, useWorkspace, type Presence } from '../../workspace/index.ts'
import { recordName } from '../record/labels.ts'
import { addressOf } from './follow.ts'
import { useAnnounceArrivals } from './use-announce-arrivals.ts'

/** Who else is here, and where. A press follows the person from screen to screen, until I act or stop. */
export function PresenceAvatars() {
  const { translate: t, has } = useLanguage().messages
  const workspace = useWorkspace()
  const { follow } = useFollow()
  const whereIs = useWhereIs()
  const others = usePeople().filter(person => !person.self)
  useAnnounceArrivals(others)
  if (others.length === 0) return null

  const avatars = others.map(person => {
    // What others announce may be newer than this page: a role that it has no word for is left out.
    const role: string = `roles.${person.role}`
    return {
      id: String(person.clientId),
      name: person.name,
      group: person.group,
      detail: [person.entity, has(role) && t(role), whereIs(person)].filter(Boolean).join(' · '),
      onSelect: addressOf(workspace.id, person) === undefined ? undefined : () => follow(person.clientId),
    }
  })
  return (
    <div data-follows="">
      <AvatarStack label={t('presence.here')} people={avatars} rest={showHidden} />
    </div>
  )
}

function showHidden(hidden: readonly AvatarStackPerson[]) {
  return <HiddenPeople people={hidden} />
}

function HiddenPeople({ people }: { people: readonly AvatarStackPerson[] }) {
  const t = useMessages()
  return (
    <MenuButton
      size="small"
      tone="quiet"
      label={t('presence.more', { count: people.length })}
      placement="below-end"
      entries={people.map(person => ({
        label: person.name,
        detail: person.detail,
        disabled: !person.onSelect,
        onSelect: () => person.onSelect?.(),
      }))}
    >
      +{people.length}
    </MenuButton>
  )
}

/** Says in words where somebody is: the screen, and the record that is open there. */
export function useWhereIs(): (person: Presence) => string | undefined {
  const { messages } = useLanguage()
  const t = messages.translate
  const plan = usePlan(plan => plan)
  return ({ screen, record }) => {
    if (!isScreen(screen)) return undefined
    const place = t('presence.in', { screen: t(`shell.screen.${screen}`) })
    const found = record && plan[record.kind]?.get(record.id)
    return found ? `${place} · ${recordName(messages, plan, found)}` : place
  }
}
