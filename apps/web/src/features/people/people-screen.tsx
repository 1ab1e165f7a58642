import { Avatar, Badge, Button, EmptyState, Spinner } from '@barycentre/ui'
import { useCallback } from 'react'
import { api, type Member } from '../../shell/api.ts'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { useRemote, type Remote } from '../../shell/use-remote.ts'
import { useMe, useWorkspace } from '../../workspace/index.ts'
import { Invitations } from './invitations.tsx'
import { mayManagePeople } from './manage-people.ts'
import { Tokens } from './tokens.tsx'
import styles from './people-screen.module.css'

/** Who takes part in this workspace; for those who lead it, also how others come in. */
export function PeopleScreen() {
  const t = useMessages()
  const workspace = useWorkspace()
  const [members, reload] = useRemote(useCallback(() => api.members(workspace.id), [workspace.id]))
  return (
    <div className={styles.page}>
      <section>
        <div className={styles.head}>
          <h1 className={styles.title}>{t('people.title')}</h1>
        </div>
        <Loaded remote={members} onRetry={reload}>
          {list => <MembersTable members={list} />}
        </Loaded>
      </section>
      {mayManagePeople(workspace.role) ? (
        <>
          <Invitations />
          <Tokens />
        </>
      ) : (
        <p className={styles.quiet}>{t('people.askOwner')}</p>
      )}
    </div>
  )
}

function MembersTable({ members }: { members: readonly Member[] }) {
  const t = useMessages()
  const format = useFormat()
  const me = useMe()
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
          </tr>
        </thead>
        <tbody>
          {sorted.map(member => (
            <tr key={member.id}>
              <td>
                <span className={styles.person}>
                  <Avatar name={member.name} group={member.group} />
                  <span dir="auto">{member.name}</span>
                  {member.id === me.id && <Badge>{t('people.you')}</Badge>}
                </span>
              </td>
              <td>{t(`roles.group.${member.group}`)}</td>
              <td dir="auto">{member.entity}</td>
              <td>{t(`roles.${member.role}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type LoadedProps<T> = {
  readonly remote: Remote<T>
  readonly onRetry: () => void
  readonly children: (value: T) => React.ReactNode
}

/** What the server was asked for: on its way, here, or why not. */
export function Loaded<T>({ remote, onRetry, children }: LoadedProps<T>) {
  const t = useMessages()
  const sentence = useProblemSentence()
  switch (remote.state) {
    case 'loading':
      return <Spinner />
    case 'loaded':
      return children(remote.value)
    case 'failed':
      return (
        <EmptyState title={t('people.notLoaded')} actions={<Button onClick={onRetry}>{t('shell.tryAgain')}</Button>}>
          {sentence(remote.problem)}
        </EmptyState>
      )
  }
}
