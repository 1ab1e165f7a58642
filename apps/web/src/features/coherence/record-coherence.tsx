import { chainsOf, type RecordRef } from '@barycentre/plan'
import { useMemo } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useFindingsAbout, usePlan, useRules } from '../../workspace/index.ts'
import { Chain } from './chain.tsx'
import { FindingRow } from './finding-row.tsx'
import { Positions } from './positions.tsx'
import { useCheckWords } from './use-check-words.ts'
import styles from './coherence.module.css'

type AboutRecord = { readonly record: RecordRef }

/** What is found about one record, and who agrees to it. */
export function RecordFindings({ record }: AboutRecord) {
  const t = useMessages()
  const words = useCheckWords()
  const findings = useFindingsAbout(record.kind, record.id)
  const rules = useRules()
  return (
    <>
      {findings.length > 0 && (
        <section className={styles.section} aria-labelledby="record-findings">
          <h3 id="record-findings">{t('coherence.recordFindings')}</h3>
          <ul className={styles.findings}>
            {findings.map(finding => (
              <FindingRow key={finding.key} inPanel finding={finding} words={words} />
            ))}
          </ul>
        </section>
      )}
      {rules !== undefined && <Positions record={record} rules={rules} />}
    </>
  )
}

/** What the record carries and is carried by, objective by objective. */
export function RecordChains({ record }: AboutRecord) {
  const t = useMessages()
  const plan = usePlan(whole => whole)
  const chains = useMemo(() => chainsOf(plan, record), [plan, record])
  if (chains.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="record-chains">
      <h3 id="record-chains">{t('coherence.chains', { count: chains.length })}</h3>
      <ol className={styles.chains}>
        {chains.map((chain, index) => (
          <Chain key={chain.objectiveId} plan={plan} chain={chain} record={record} open={index === 0} />
        ))}
      </ol>
    </section>
  )
}
