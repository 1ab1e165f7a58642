import { findRecord, lossesWithout, type Loss, type Plan, type RecordRef } from '@barycentre/plan'
import { Unlink } from 'lucide-react'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { kindLabel, recordName } from './labels.ts'
import styles from './losses.module.css'

const mostShown = 12

type LossesProps = { readonly plan: Plan; readonly records: readonly RecordRef[] }

/** What falls if these records go: first what would be left with nothing, then what loses one of several. */
export function Losses({ plan, records }: LossesProps) {
  const t = useMessages()
  const { messages } = useLanguage()
  const going = new Set(records.map(keyOf))
  const byRecord = new Map<string, Loss>()
  for (const loss of records.flatMap(record => lossesWithout(plan, record))) {
    const key = keyOf(loss.record)
    if (!going.has(key) && byRecord.get(key)?.emptied === undefined) byRecord.set(key, loss)
  }
  const all = [...byRecord.values()]
  const losses = [...all.filter(loss => loss.emptied), ...all.filter(loss => !loss.emptied)]
  if (losses.length === 0) return null

  function sentence({ record, emptied }: Loss): string {
    const found = findRecord(plan, record)
    const kind = kindLabel(messages, record.kind)
    const title = found === undefined ? record.id : recordName(messages, plan, found)
    if (emptied === undefined) return t('shell.lossOne', { kind, title })
    const step = emptied === 'handover' ? t('shell.handover') : kindLabel(messages, emptied)
    return t('shell.lossEmptied', { kind, title, step })
  }

  return (
    <section>
      <h3 className={styles.title}>{t('shell.lossesTitle')}</h3>
      <ul className={styles.losses}>
        {losses.slice(0, mostShown).map(loss => (
          <li key={keyOf(loss.record)} data-emptied={loss.emptied}>
            {loss.emptied && <Unlink size={14} aria-hidden="true" />}
            {sentence(loss)}
          </li>
        ))}
        {losses.length > mostShown && <li>{t('shell.lossesMore', { count: losses.length - mostShown })}</li>}
      </ul>
    </section>
  )
}

function keyOf({ kind, id }: RecordRef): string {
  return `${kind}/${id}`
}
