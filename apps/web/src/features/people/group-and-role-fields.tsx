import { Field, Select } from '@barycentre/ui'
import { groups, type Group, type Role } from '../../shell/api.ts'
import { useMessages } from '../../shell/language.tsx'
import { useWorkspace } from '../../workspace/index.ts'
import { rolesToGive } from './manage-people.ts'

type GroupAndRoleFieldsProps = {
  readonly group: Group
  readonly role: Role
  readonly onGroup: (group: Group) => void
  readonly onRole: (role: Role) => void
}

/** What an invitation or a token gives: for whom it speaks, and what it may do. */
export function GroupAndRoleFields({ group, role, onGroup, onRole }: GroupAndRoleFieldsProps) {
  const t = useMessages()
  const workspace = useWorkspace()
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
          {rolesToGive(workspace.role).map(name => (
            <option key={name} value={name}>
              {t(`roles.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
    </>
  )
}
