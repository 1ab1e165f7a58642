import { Avatar, Badge, Button, ConfirmDialog, showToast } from '@barycentre/ui'
import { useCallback, useState } from 'react'
import { api, type Member } from '../../shell/api.ts'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { useRemote } from '../../shell/use-remote.ts'
import { useMe, useWorkspace } from '../../workspace/index.ts'
import { ActionsHeading } from './actions-heading.tsx'
import { Loaded } from './loaded.tsx'
import { useMay } from './manage-people.ts'
import styles from './people-screen.module.css'

/** Who takes part, for everybody to read. */
export function Members() {
  const workspace = useWorkspace()
  const [members, reload] = useRemote(useCallback(() => api.members(workspace.id), [workspace.id]))
  const [removing, setRemoving] = useState<Member | undefined>(undefined)
  return (
    <>
      <Loaded remote={members} onRetry={reload}>
        {list => <MembersTable members={list} onRemove={setRemoving} />}
      </Loaded>
      {removing && <RemoveDialog member={removing} onRemoved={reload} onClose={() => setRemoving(undefined)} />}
    </>
  )
}

type MembersTableProps = { readonly members: readonly Member[]; readonly onRemove: (member: Member) => void }

function MembersTable({ members, onRemove }: MembersTableProps) {
  const t = useMessages()
  const format = useFormat()
  const me = useMe()
  const mayRemove = useMay().act('members.change')
  const sorted = [...members].sort((a, b) => format.compare(a.name, b.name))
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.group')}</th>
            <th scope="col">{t('people.entity')}</th>
            <th scope="col">{t('people.role')}</th>
            {mayRemove && <ActionsHeading />}
          </tr>
        </thead>
        <tbody>
          {sorted.map(member => (
            <tr key={member.id}>
              <td>
                <span className={styles.person}>
                  <Avatar name={member.name} group={member.group} />
                  <bdi>{member.name}</bdi>
                  {member.id === me.personId && <Badge>{t('people.you')}</Badge>}
                </span>
              </td>
              <td>{t(`roles.group.${member.group}`)}</td>
              <td>
                <bdi>{member.entity}</bdi>
              </td>
              <td>{t(`roles.${member.role}`)}</td>
              {mayRemove && (
                <td className={styles.end}>
                  {member.id !== me.personId && (
                    <Button
                      size="small"
                      aria-label={t('people.removeName', { name: member.name })}
                      onClick={() => onRemove(member)}
                    >
                      {t('people.remove')}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RemoveDialogProps = { readonly member: Member; readonly onRemoved: () => void; readonly onClose: () => void }

function RemoveDialog({ member, onRemoved, onClose }: RemoveDialogProps) {
  const t = useMessages()
  const workspace = useWorkspace()
  const sentence = useProblemSentence()
  const [busy, setBusy] = useState(false)

  async function remove() {
    setBusy(true)
    const result = await api.removeMember(workspace.id, member.id)
    if (result.ok) showToast(t('people.removed', { name: member.name }))
    else showToast(sentence(result.error), { tone: 'danger' })
    onRemoved()
    onClose()
  }

  return (
    <ConfirmDialog
      title={t('people.removeTitle', { name: member.name })}
      confirmLabel={t('people.remove')}
      cancelLabel={t('people.cancel')}
      danger
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{t('people.removeText')}</p>
    </ConfirmDialog>
  )
}
