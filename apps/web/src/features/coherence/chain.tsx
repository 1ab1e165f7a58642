import { findRecord, type ObjectiveChain, type Plan, type RecordRef } from '@barycentre/plan'
import { Badge } from '@barycentre/ui'
import { Unlink } from 'lucide-react'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { Link } from '../../shell/location.tsx'
import { useRecordLink } from '../../shell/routes.ts'
import { recordName } from '../record/labels.ts'
import styles from './coherence.module.css'

type ChainProps = {
  readonly plan: Plan
  readonly chain: ObjectiveChain
  /** From where one looks along it. */
  readonly record: RecordRef
  readonly open: boolean
}

/** From the mandate to whoever holds what was reached: a line that can be read, with its breaks said. */
export function Chain({ plan, chain, record, open }: ChainProps) {
  const t = useMessages()
  const { messages } = useLanguage()
  const link = useRecordLink()
  const nameOf = (ref: RecordRef) => {
    const found = findRecord(plan, ref)
    return found === undefined ? ref.id : recordName(messages, plan, found)
  }
  return (
    <li>
      <details className={styles.chain} open={open}>
        <summary>
          <span dir="auto">{nameOf({ kind: 'objective', id: chain.objectiveId })}</span>
          {chain.breaks.length > 0 && (
            <Badge tone="caution">{t('coherence.breaks', { count: chain.breaks.length })}</Badge>
          )}
        </summary>
        <ol className={styles.steps}>
          {chain.links.map(({ step, records, reason }) => (
            <li key={step} data-broken={chain.breaks.includes(step) ? '' : undefined}>
              <span className={styles.step}>{t(`coherence.step.${step}`)}</span>
              <span>
                {records.map(ref => (
                  <span key={`${ref.kind}/${ref.id}`} className={styles.stop}>
                    {ref.kind === record.kind && ref.id === record.id ? (
                      <strong dir="auto">{nameOf(ref)}</strong>
                    ) : (
                      <Link href={link(ref)} dir="auto">
                        {nameOf(ref)}
                      </Link>
                    )}
                  </span>
                ))}
                {records.length === 0 && reason !== undefined && (
                  <span dir="auto">
                    {reason === '' ? t('coherence.endsHere') : t('coherence.noneBecause', { reason })}
                  </span>
                )}
                {chain.breaks.includes(step) && (
                  <span className={styles.break}>
                    <Unlink size={14} aria-hidden="true" /> {t('coherence.notRecorded')}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </li>
  )
}
