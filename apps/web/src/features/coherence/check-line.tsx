import { Badge } from '@barycentre/ui'
import { useMessages } from '../../shell/language.tsx'
import { FindingRow } from './finding-row.tsx'
import type { CheckGroup } from './group-findings.ts'
import { sourceText } from './source-text.ts'
import { SeverityMark } from './severity-mark.tsx'
import type { CheckWords } from './use-check-words.ts'
import styles from './coherence.module.css'

type CheckLineProps = { readonly group: CheckGroup; readonly words: CheckWords; readonly source: string }

/** One check and how often it speaks; opened, why it matters and each thing that it found. */
export function CheckLine({ group, words, source }: CheckLineProps) {
  const t = useMessages()
  const { check, severity, findings } = group
  return (
    <li>
      <details className={styles.line} data-check={check}>
        <summary>
          <SeverityMark severity={severity} label={t(`coherence.severity.${severity}`)} />
          <span className={styles.lineTitle}>{words.title(check)}</span>
          <Badge>{t('coherence.found', { count: findings.length })}</Badge>
          <span className={styles.checkId} dir="ltr">
            {check}
          </span>
        </summary>
        <p className={styles.why}>
          {words.why(check)} <cite>{t('coherence.source', { source: sourceText(source) })}</cite>
        </p>
        <ul className={styles.findings}>
          {findings.map(finding => (
            <FindingRow key={finding.key} finding={finding} words={words} />
          ))}
        </ul>
      </details>
    </li>
  )
}
