import { Badge, Button, ConfirmDialog, Dialog, Field, showToast, TextInput } from '@barycentre/ui'
import { KeyRound } from 'lucide-react'
import { useCallback, useId, useState, type FormEvent } from 'react'
import type { Group, Role } from '@barycentre/access'
import { api, type AccessToken } from '../../shell/api.ts'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { useRemote } from '../../shell/use-remote.ts'
import { useWorkspace } from '../../workspace/index.ts'
import { GroupAndRoleFields } from './group-and-role-fields.tsx'
import { ActionsHeading } from './actions-heading.tsx'
import { Loaded } from './loaded.tsx'
import { SecretOnce } from './secret-once.tsx'
import styles from './people-screen.module.css'

/** Access for scripts and other programs, apart from that of people. */
export function Tokens() {
  const t = useMessages()
  const workspace = useWorkspace()
  const [tokens, reload] = useRemote(useCallback(() => api.tokens(workspace.id), [workspace.id]))
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<AccessToken | undefined>(undefined)
  return (
    <section>
      <div className={styles.head}>
        <h2 className={styles.section}>{t('people.tokens')}</h2>
        <Button icon={<KeyRound size={16} />} onClick={() => setMaking(true)}>
          {t('people.newToken')}
        </Button>
      </div>
      <Loaded remote={tokens} onRetry={reload}>
        {list =>
          list.some(token => !token.revoked) ? (
            <TokensTable tokens={list.filter(token => !token.revoked)} onRevoke={setRevoking} />
          ) : (
            <p className={styles.quiet}>{t('people.noTokens')}</p>
          )
        }
      </Loaded>
      {making && <TokenDialog onMade={reload} onClose={() => setMaking(false)} />}
      {revoking && <RevokeTokenDialog token={revoking} onRevoked={reload} onClose={() => setRevoking(undefined)} />}
    </section>
  )
}

type TokensTableProps = { readonly tokens: readonly AccessToken[]; readonly onRevoke: (token: AccessToken) => void }

function TokensTable({ tokens, onRevoke }: TokensTableProps) {
  const t = useMessages()
  const format = useFormat()
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('people.tokenName')}</th>
            <th scope="col">{t('people.group')}</th>
            <th scope="col">{t('people.role')}</th>
            <th scope="col">{t('people.made')}</th>
            <ActionsHeading />
          </tr>
        </thead>
        <tbody>
          {tokens.map(token => (
            <tr key={token.id}>
              <td>
                <bdi>{token.name}</bdi>
              </td>
              <td>
                <Badge group={token.group}>{token.group}</Badge>
              </td>
              <td>{t(`roles.${token.role}`)}</td>
              <td>{format.date(token.createdAt, 'dateTime')}</td>
              <td className={styles.end}>
                <Button size="small" onClick={() => onRevoke(token)}>
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

function TokenDialog({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const t = useMessages()
  const workspace = useWorkspace()
  const sentence = useProblemSentence()
  const formId = useId()
  const [name, setName] = useState('')
  const [group, setGroup] = useState<Group>(workspace.group)
  const [role, setRole] = useState<Role>('reader')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [made, setMade] = useState<string | undefined>(undefined)

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (busy || name.trim() === '') return
    setBusy(true)
    setProblem(undefined)
    const result = await api.createToken(workspace.id, { name: name.trim(), group, role })
    setBusy(false)
    if (!result.ok) return setProblem(sentence(result.error))
    setMade(result.value.token)
    onMade()
  }

  if (made !== undefined) {
    return (
      <Dialog
        title={t('people.newToken')}
        onClose={onClose}
        footer={<Button onClick={onClose}>{t('people.done')}</Button>}
      >
        <SecretOnce label={t('people.token')} hint={t('people.tokenHint')} secret={made} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t('people.newToken')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('people.cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" busy={busy}>
            {t('people.makeToken')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={event => void handleSubmit(event)} noValidate>
        <Field
          className={styles.wide}
          label={t('people.tokenName')}
          hint={t('people.tokenNameHint')}
          error={tried && name.trim() === '' && t('people.tokenNameMissing')}
        >
          <TextInput maxLength={120} value={name} onChange={event => setName(event.currentTarget.value)} />
        </Field>
        <GroupAndRoleFields act="tokens.make" group={group} role={role} onGroup={setGroup} onRole={setRole} />
        {problem && (
          <p role="alert" className={styles.wide}>
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  )
}

type RevokeTokenDialogProps = {
  readonly token: AccessToken
  readonly onRevoked: () => void
  readonly onClose: () => void
}

function RevokeTokenDialog({ token, onRevoked, onClose }: RevokeTokenDialogProps) {
  const t = useMessages()
  const workspace = useWorkspace()
  const sentence = useProblemSentence()
  const [busy, setBusy] = useState(false)

  async function revoke() {
    setBusy(true)
    const result = await api.revokeToken(workspace.id, token.id)
    if (result.ok) showToast(t('people.tokenRevoked'))
    else showToast(sentence(result.error), { tone: 'danger' })
    onRevoked()
    onClose()
  }

  return (
    <ConfirmDialog
      title={t('people.revokeToken', { name: token.name })}
      confirmLabel={t('people.revoke')}
      cancelLabel={t('people.cancel')}
      danger
      busy={busy}
      onConfirm={() => void revoke()}
      onClose={onClose}
    >
      <p>{t('people.revokeTokenText')}</p>
    </ConfirmDialog>
  )
}
