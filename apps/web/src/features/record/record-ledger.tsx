import type { Plan, RecordRef } from '@barycentre/plan'
import type { Messages } from '@barycentre/messages'
import { useFormat, useLanguage, useMessages } from '../../shell/language.tsx'
import { useLedger, type LedgerEntry } from '../../workspace/index.ts'
import { choiceLabel, recordName } from './labels.ts'
import { usePanel } from './panel-context.ts'
import styles from './record-panel.module.css'

/** What was decided, measured or endorsed about the record. It bears witness: it is read here, never edited. */
export function RecordLedger({ record }: { record: RecordRef }) {
  const t = useMessages()
  const { messages } = useLanguage()
  const format = useFormat()
  const { plan } = usePanel()
  const ledger = useLedger()
  const entries = ledger?.filter(({ about }) => about?.kind === record.kind && about.id === record.id)
  if (!ledger || !entries?.length) return null
  const names = namesIn(ledger)

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
                  <dd dir="auto">{show(name, value)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )

  function show(name: string, value: Fact): string {
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'boolean') return value ? t('record.yes') : t('record.no')
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return format.date(value)
    if (whose.has(name)) return names.get(value) ?? nameOf(messages, plan, value)
    const word: string = `record.ledgerWord.${value}`
    return messages.has(word) ? messages.translate(word) : choiceLabel(messages, record.kind, 'ledger', value)
  }
}

type Fact = string | number | boolean

/** The facts that name somebody: a participant, a post or an entity, by its id. */
const whose: ReadonlySet<string> = new Set(['by', 'decidedBy', 'responsible', 'entityId', 'lead'])

/** What an entry says in single words and figures. Where it is a single fact as a whole, that is its value. */
function factsIn({ body }: LedgerEntry): readonly (readonly [string, Fact])[] {
  if (isFact(body)) return [['value', body]]
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).flatMap(([name, fact]) =>
    name !== 'id' && name !== 'subject' && isFact(fact) ? [[name, fact] as const] : [],
  )
}

function isFact(value: unknown): value is Fact {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** The participants whom an imported file names, by their ids in it. */
function namesIn(ledger: readonly LedgerEntry[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { kind, body } of ledger) {
    if (kind !== 'user' || typeof body !== 'object' || body === null) continue
    const { id, name } = body as { readonly id?: unknown; readonly name?: unknown }
    if (typeof id === 'string' && typeof name === 'string') names.set(id, name)
  }
  return names
}

function nameOf(messages: Messages, plan: Plan, id: string): string {
  const record = plan.post.get(id) ?? plan.entity.get(id)
  return record === undefined ? id : recordName(messages, plan, record)
}

/** Entries may be newer than this page: a word that it does not know is shown as it came. */
function ledgerLabel({ translate, has }: Messages, sort: 'ledgerKind' | 'ledgerFact', word: string): string {
  const key: string = `record.${sort}.${word}`
  return has(key) ? translate(key) : word
}
