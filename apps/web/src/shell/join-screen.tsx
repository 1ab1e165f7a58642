import { Badge, Button, buttonClass, EmptyState, Field, TextInput } from '@barycentre/ui'
import { useCallback, useState, type FormEvent } from 'react'
import { api, type InvitationOffer } from './api.ts'
import { useFormat, useMessages } from './language.tsx'
import { Link, navigate } from './location.tsx'
import { Opening } from './opening.tsx'
import { Page, PageHeading } from './page.tsx'
import { useProblemSentence } from './problem-sentence.ts'
import { screenPath } from './routes.ts'
import { useSession } from './session.tsx'
import { useRemote } from './use-remote.ts'
import styles from './join-screen.module.css'

/** The door: an invitation says what it gives before anybody says who they are. */
export function JoinScreen({ secret }: { secret: string }) {
  const t = useMessages()
  const sentence = useProblemSentence()
  const [offer, retry] = useRemote(useCallback(() => api.invitationOffer(secret), [secret]))
  switch (offer.state) {
    case 'loading':
      return <Opening />
    case 'failed':
      return (
        <Page title={t('join.title')} narrow>
          <EmptyState
            title={t('join.notPossible')}
            actions={
              <>
                {offer.problem.status === 0 && <Button onClick={retry}>{t('shell.tryAgain')}</Button>}
                <Link href="/" className={buttonClass()}>
                  {t('shell.toHome')}
                </Link>
              </>
            }
          >
            {sentence(offer.problem)}
          </EmptyState>
        </Page>
      )
    case 'loaded':
      return (
        <Page title={t('join.title')} narrow>
          <JoinForm secret={secret} offer={offer.value} />
        </Page>
      )
  }
}

function JoinForm({ secret, offer }: { secret: string; offer: InvitationOffer }) {
  const t = useMessages()
  const format = useFormat()
  const sentence = useProblemSentence()
  const session = useSession()
  const known = session.now.state === 'signed-in' ? session.now.person : undefined
  const [name, setName] = useState(known?.name ?? '')
  const [entity, setEntity] = useState(known?.entity ?? '')
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | undefined>(undefined)

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (busy || name.trim() === '' || entity.trim() === '') return
    setBusy(true)
    setProblem(undefined)
    const result = await api.join({ secret, name: name.trim(), entity: entity.trim() })
    if (!result.ok) {
      setBusy(false)
      return setProblem(sentence(result.error))
    }
    await session.refresh()
    const [only, ...more] = result.value.workspaceIds
    navigate(only !== undefined && more.length === 0 ? screenPath(only, 'canvas') : '/', { replace: true })
  }

  return (
    <>
      <PageHeading>{offer.owner ? t('join.asOwner') : t('join.title')}</PageHeading>
      <div className={styles.offer}>
        {offer.owner ? <p>{t('join.ownerText')}</p> : <p>{t('join.offer', { count: offer.workspaces.length })}</p>}
        {offer.workspaces.length > 0 && (
          <ul className={styles.workspaces}>
            {offer.workspaces.map(workspace => (
              <li key={workspace.id}>
                <bdi>{workspace.name}</bdi>
              </li>
            ))}
          </ul>
        )}
        <p className={styles.terms}>
          <Badge group={offer.group}>{offer.group}</Badge>
          <span>{t(`roles.group.${offer.group}`)}</span>
        </p>
        <p>
          <strong>{t(`roles.${offer.role}`)}</strong>{' '}
          <span className={styles.quiet}>{t(`roles.may.${offer.role}`)}</span>
        </p>
        <p className={styles.quiet}>{t('join.expires', { time: format.date(offer.expiresAt, 'dateTime') })}</p>
      </div>
      <form className={styles.form} onSubmit={event => void handleSubmit(event)} noValidate>
        <Field
          label={t('join.name')}
          hint={t('join.nameHint')}
          error={tried && name.trim() === '' && t('join.nameMissing')}
        >
          <TextInput
            autoFocus
            autoComplete="name"
            maxLength={120}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
        </Field>
        <Field
          label={t('join.entity')}
          hint={t('join.entityHint')}
          error={tried && entity.trim() === '' && t('join.entityMissing')}
        >
          <TextInput
            autoComplete="organization"
            maxLength={120}
            value={entity}
            onChange={event => setEntity(event.currentTarget.value)}
          />
        </Field>
        {problem && <p role="alert">{problem}</p>}
        <div>
          <Button type="submit" tone="primary" busy={busy}>
            {t('join.enter')}
          </Button>
        </div>
      </form>
    </>
  )
}
