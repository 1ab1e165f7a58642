import { Field, Select } from '@barycentre/ui'
import { groups, type Group, type Role } from '@barycentre/access'
import { useMessages } from '../../shell/language.tsx'
import { useMay } from './manage-people.ts'

type GroupAndRoleFieldsProps = {
  readonly act: 'members.invite' | 'tokens.make'
  readonly group: Group
  readonly role: Role
  readonly onGroup: (group: Group) => void
  readonly onRole: (role: Role) => void
}

/** What an invitation or a token gives: for whom it speaks, and what it may do. */
export function GroupAndRoleFields({ act, group, role, onGroup, onRole }: GroupAndRoleFieldsProps) {
  const t = useMessages()
  const may = useMay()
  return (
    <>
      <Field label={t('people.group')}>
        <Select value={group} onChange={event => onGroup(event.currentTarget.value as Group)}>
          {groups.map(name => (
            <option key={name} value={name}>
              {name} – {t(`roles.group.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('people.role')} hint={t(`roles.may.${role}`)}>
        <Select value={role} onChange={event => onRole(event.currentTarget.value as Role)}>
          {may.rolesToGive(act).map(name => (
            <option key={name} value={name}>
              {t(`roles.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
    </>
  )
}
