import { Dialog } from '@barycentre/ui'
import { useMessages } from '../../shell/language.tsx'
import { usePlan, useRules } from '../../workspace/index.ts'
import { sourceText } from './source-text.ts'
import { SeverityMark } from './severity-mark.tsx'
import { useCheckWords } from './use-check-words.ts'
import styles from './coherence.module.css'

/** Every check in plain words: what it asks, why, where the report says so, and whether it speaks yet. */
export function AllChecks({ onClose }: { onClose: () => void }) {
  const t = useMessages()
  const words = useCheckWords()
  const module = useRules()
  const stage = usePlan(plan => module?.stageOf(plan))
  if (module === undefined || stage === undefined) return null
  const { rules, speaksAt } = module
  return (
    <Dialog wide title={t('coherence.allChecks')} onClose={onClose}>
      <p className={styles.quiet}>{t('coherence.allChecksIntro', { count: rules.length })}</p>
      {/* Focusable, so that keys scroll it: there is nothing to press in it. */}
      <ul className={styles.catalogue} tabIndex={0} aria-label={t('coherence.allChecks')}>
        {rules.map(rule => (
          <li key={rule.id} data-silent={speaksAt(rule, stage) ? undefined : ''}>
            <h3>
              <SeverityMark severity={rule.severity} label={t(`coherence.severity.${rule.severity}`)} />
              <span className={styles.lineTitle}>{words.title(rule.id)}</span>
              <span className={styles.checkId} dir="ltr">
                {rule.id}
              </span>
            </h3>
            <p>
              {words.why(rule.id)} <cite>{t('coherence.source', { source: sourceText(rule.source) })}</cite>
            </p>
            <p className={styles.quiet}>
              {t(`coherence.nature.${rule.nature}`)} ·{' '}
              {t('coherence.speaksFrom', { stage: t(`coherence.stage.${rule.from}`) })}
            </p>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
