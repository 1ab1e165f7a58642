import { useMessages } from '../../shell/language.tsx'
import { Invitations } from './invitations.tsx'
import { useMay } from './manage-people.ts'
import { Members } from './members.tsx'
import { Tokens } from './tokens.tsx'
import styles from './people-screen.module.css'

/** Who takes part in this workspace; for those who lead it, also how others come in. */
export function PeopleScreen() {
  const t = useMessages()
  const may = useMay()
  const mayInvite = may.act('members.invite')
  const mayMakeTokens = may.act('tokens.make')
  return (
    <div className={styles.page}>
      <section>
        <div className={styles.head}>
          <h1 className={styles.title}>{t('people.title')}</h1>
        </div>
        <Members />
      </section>
      {mayInvite && <Invitations />}
      {mayMakeTokens && <Tokens />}
      {!mayInvite && <p className={styles.quiet}>{t('people.askOwner')}</p>}
    </div>
  )
}
