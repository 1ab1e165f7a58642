import { Badge, Button, ConfirmDialog, Dialog, Field, Select, showToast, TextInput } from '@barycentre/ui'
import { UserPlus } from 'lucide-react'
import { useCallback, useId, useState, type FormEvent } from 'react'
import type { Group, Role } from '@barycentre/access'
import { api, type Invitation } from '../../shell/api.ts'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { useRemote } from '../../shell/use-remote.ts'
import { useWorkspace } from '../../workspace/index.ts'
import { GroupAndRoleFields } from './group-and-role-fields.tsx'
import { ActionsHeading } from './actions-heading.tsx'
import { Loaded } from './loaded.tsx'
import { SecretOnce } from './secret-once.tsx'
import styles from './people-screen.module.css'

export function Invitations() {
  const t = useMessages()
  const workspace = useWorkspace()
  const [invitations, reload] = useRemote(useCallback(() => api.invitations(workspace.id), [workspace.id]))
  const [inviting, setInviting] = useState(false)
  const [revoking, setRevoking] = useState<Invitation | undefined>(undefined)
  return (
    <section>
      <div className={styles.head}>
        <h2 className={styles.section}>{t('people.invitations')}</h2>
        <Button icon={<UserPlus size={16} />} onClick={() => setInviting(true)}>
          {t('people.invite')}
        </Button>
      </div>
      <Loaded remote={invitations} onRetry={reload}>
        {list =>
          list.some(isOpen) ? (
            <InvitationsTable invitations={list.filter(isOpen)} onRevoke={setRevoking} />
          ) : (
            <p className={styles.quiet}>{t('people.noInvitations')}</p>
          )
        }
      </Loaded>
      {inviting && <InviteDialog onMade={reload} onClose={() => setInviting(false)} />}
      {revoking && <RevokeDialog invitation={revoking} onRevoked={reload} onClose={() => setRevoking(undefined)} />}
    </section>
  )
}

type InvitationsTableProps = {
  readonly invitations: readonly Invitation[]
  readonly onRevoke: (invitation: Invitation) => void
}

function InvitationsTable({ invitations, onRevoke }: InvitationsTableProps) {
  const t = useMessages()
  const format = useFormat()
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('people.group')}</th>
            <th scope="col">{t('people.role')}</th>
            <th scope="col">{t('people.usesLeft')}</th>
            <th scope="col">{t('people.expires')}</th>
            <ActionsHeading />
          </tr>
        </thead>
        <tbody>
          {invitations.map(invitation => (
            <tr key={invitation.id}>
              <td>
                <Badge group={invitation.group}>{invitation.group}</Badge>
              </td>
              <td>{t(`roles.${invitation.role}`)}</td>
              <td>{format.number(invitation.usesLeft)}</td>
              <td>{format.date(invitation.expiresAt, 'dateTime')}</td>
              <td className={styles.end}>
                <Button size="small" onClick={() => onRevoke(invitation)}>
                  {t('people.revoke')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Those that still let somebody in; the rest is history. */
function isOpen({ revoked, usesLeft, expiresAt }: Invitation): boolean {
  return !revoked && usesLeft > 0 && Date.parse(expiresAt) > Date.now()
}

const lifetimes = [24, 7 * 24, 30 * 24] as const

function InviteDialog({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const t = useMessages()
  const workspace = useWorkspace()
  const sentence = useProblemSentence()
  const formId = useId()
  const [group, setGroup] = useState<Group>(workspace.group)
  const [role, setRole] = useState<Role>('planner')
  const [hours, setHours] = useState<number>(lifetimes[1])
  const [uses, setUses] = useState('1')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [link, setLink] = useState<string | undefined>(undefined)
  const count = Number(uses)
  const usesWrong = !Number.isInteger(count) || count < 1 || count > 500

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (busy || usesWrong) return
    setBusy(true)
    setProblem(undefined)
    const result = await api.invite(workspace.id, { group, role, expiresInHours: hours, uses: count })
    setBusy(false)
    if (!result.ok) return setProblem(sentence(result.error))
    setLink(new URL(result.value.link, location.origin).href)
    onMade()
  }

  if (link !== undefined) {
    return (
      <Dialog
        title={t('people.invite')}
        onClose={onClose}
        footer={<Button onClick={onClose}>{t('people.done')}</Button>}
      >
        <SecretOnce label={t('people.link')} hint={t('people.linkHint')} secret={link} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t('people.invite')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('people.cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" busy={busy}>
            {t('people.makeLink')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={event => void handleSubmit(event)} noValidate>
        <GroupAndRoleFields act="members.invite" group={group} role={role} onGroup={setGroup} onRole={setRole} />
        <Field label={t('people.lifetime')}>
          <Select value={hours} onChange={event => setHours(Number(event.currentTarget.value))}>
            {lifetimes.map(lifetime => (
              <option key={lifetime} value={lifetime}>
                {t('people.days', { count: lifetime / 24 })}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('people.uses')} hint={t('people.usesHint')} error={usesWrong && t('people.usesWrong')}>
          <TextInput
            type="number"
            min={1}
            max={500}
            dir="ltr"
            value={uses}
            onChange={event => setUses(event.currentTarget.value)}
          />
        </Field>
        {problem && (
          <p role="alert" className={styles.wide}>
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  )
}

type RevokeDialogProps = {
  readonly invitation: Invitation
  readonly onRevoked: () => void
  readonly onClose: () => void
}

function RevokeDialog({ invitation, onRevoked, onClose }: RevokeDialogProps) {
  const t = useMessages()
  const workspace = useWorkspace()
  const sentence = useProblemSentence()
  const [busy, setBusy] = useState(false)

  async function revoke() {
    setBusy(true)
    const result = await api.revokeInvitation(workspace.id, invitation.id)
    if (result.ok) showToast(t('people.invitationRevoked'))
    else showToast(sentence(result.error), { tone: 'danger' })
    onRevoked()
    onClose()
  }

  return (
    <ConfirmDialog
      title={t('people.revokeInvitation')}
      confirmLabel={t('people.revoke')}
      cancelLabel={t('people.cancel')}
      danger
      busy={busy}
      onConfirm={() => void revoke()}
      onClose={onClose}
    >
      <p>{t('people.revokeInvitationText')}</p>
    </ConfirmDialog>
  )
}
