import type { RecordRef } from '@barycentre/plan'
import type { Messages } from '@barycentre/messages'
import { useFormat, useLanguage, useMessages } from '../../shell/language.tsx'
import { useLedger, type LedgerEntry } from '../../workspace/index.ts'
import { choiceLabel } from './labels.ts'
import styles from './record-panel.module.css'

/** What was decided, measured or endorsed about the record. It bears witness: it is read here, never edited. */
export function RecordLedger({ record }: { record: RecordRef }) {
  const t = useMessages()
  const { messages } = useLanguage()
  const format = useFormat()
  const entries = useLedger()?.filter(({ about }) => about?.kind === record.kind && about.id === record.id)
  if (!entries?.length) return null

  return (
    <section className={styles.section} aria-labelledby="record-ledger">
      <div className={styles.sectionHead}>
        <h3 id="record-ledger">{t('record.ledger')}</h3>
      </div>
      <ul className={styles.ledger}>
        {entries.map(entry => (
          <li key={entry.id}>
            <strong>{ledgerLabel(messages, 'ledgerKind', entry.kind)}</strong>
            <dl>
              {factsIn(entry).map(([name, value]) => (
                <div key={name}>
                  <dt>{ledgerLabel(messages, 'ledgerFact', name)}</dt>
                  <dd dir="auto">{show(value)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )

  function show(value: string | number | boolean): string {
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'boolean') return value ? t('record.yes') : t('record.no')
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.date(value) : choiceLabel(messages, record.kind, 'ledger', value)
  }
}

/** What an entry says in single words and figures; its ids are the server's own. */
function factsIn({ body }: LedgerEntry): readonly (readonly [string, string | number | boolean])[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).filter(
    (pair): pair is [string, string | number | boolean] =>
      pair[0] !== 'id' && pair[0] !== 'subject' && ['string', 'number', 'boolean'].includes(typeof pair[1]),
  )
}

/** Entries may be newer than this page: a word that it does not know is shown as it came. */
function ledgerLabel({ translate, has }: Messages, sort: 'ledgerKind' | 'ledgerFact', word: string): string {
  const key: string = `record.${sort}.${word}`
  return has(key) ? translate(key) : word
}
