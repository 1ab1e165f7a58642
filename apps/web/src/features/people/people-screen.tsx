import { useMessages } from '../../shell/language.tsx'
import { useWorkspace } from '../../workspace/index.ts'
import { Invitations } from './invitations.tsx'
import { mayManagePeople } from './manage-people.ts'
import { Members } from './members.tsx'
import { Tokens } from './tokens.tsx'
import styles from './people-screen.module.css'

/** Who takes part in this workspace; for those who lead it, also how others come in. */
export function PeopleScreen() {
  const t = useMessages()
  const workspace = useWorkspace()
  return (
    <div className={styles.page}>
      <section>
        <div className={styles.head}>
          <h1 className={styles.title}>{t('people.title')}</h1>
        </div>
        <Members />
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
