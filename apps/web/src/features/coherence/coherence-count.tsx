import { VisuallyHidden } from '@barycentre/ui'
import { useEffect } from 'react'
import { coherenceAreas } from '../../shell/areas.ts'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { useJudgement, useRules } from '../../workspace/index.ts'
import styles from './finding-mark.module.css'

/** How much waits for a look, all over the plan; quiet, and nothing while nobody knows. */
export function CoherenceCount() {
  const t = useMessages()
  const { need } = useLanguage()
  const rules = useRules()
  const judgement = useJudgement()
  const count =
    rules && judgement ? judgement.findings.filter(each => rules.isWaiting(each, judgement.evidence)).length : 0
  useEffect(() => {
    // What the marks all over the screens are named by. Where it does not come, they say how many, and not what.
    if (count > 0) need(coherenceAreas)?.catch(() => undefined)
  }, [count, need])
  if (count === 0) return null
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>{t('shell.findings', { count })}</VisuallyHidden>
    </span>
  )
}
