import { useMessages } from '../../shell/language.tsx'
import { KindIcon, postKinds } from './kind-icon.tsx'
import { LineSample } from './line-sample.tsx'
import { lineTypes } from './line-looks.ts'
import type { Standing } from './standing.ts'
import styles from './legend.module.css'

const standings = ['mission', 'presence', 'outside', 'unrecorded'] as const satisfies readonly Standing[]

/** What the outlines and the lines mean. */
export function Legend() {
  const t = useMessages()
  return (
    <div className={styles.legend}>
      <section>
        <h3 className={styles.heading}>{t('cabinet.legendLines')}</h3>
        <ul className={styles.list}>
          {lineTypes.map(type => (
            <li key={type} className={styles.row}>
              <LineSample type={type} />
              <span>
                {t(`cabinet.line.${type}`)}
                <span className={styles.meaning}>{t(`cabinet.lineMeaning.${type}`)}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3 className={styles.heading}>{t('cabinet.legendCards')}</h3>
        <ul className={styles.list}>
          {postKinds.map(kind => (
            <li key={kind} className={styles.row}>
              <span className={styles.shape} data-shape={kind}>
                <KindIcon kind={kind} />
              </span>
              {t(`cabinet.kind.${kind}`)}
            </li>
          ))}
        </ul>
        <h3 className={styles.heading}>{t('cabinet.legendStandings')}</h3>
        <ul className={styles.list}>
          {standings.map(standing => (
            <li key={standing} className={styles.row}>
              <span className={styles.shape} data-standing={standing} />
              {t(`cabinet.standing.${standing}`)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
