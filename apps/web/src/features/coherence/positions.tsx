import { isGroup } from '@barycentre/access'
import { takePosition } from '@barycentre/commands'
import { definitions, type Endorsement, type RecordRef } from '@barycentre/plan'
import type { AgreedText } from '@barycentre/rules'
import { Badge, Button, Dialog, Field, MenuButton, TextArea } from '@barycentre/ui'
import { useId, useState, type FormEvent } from 'react'
import { useFormat, useLanguage, useMessages } from '../../shell/language.tsx'
import { today, useCanWrite, useJudgement, useMe, usePlan, useWorkspace, type Rules } from '../../workspace/index.ts'
import { useAct } from '../canvas/use-act.ts'
import { choicesOf } from '../canvas/field-choices.ts'
import { choiceLabel } from '../record/labels.ts'
import styles from './coherence.module.css'

type Position = NonNullable<Endorsement['position']>
const positions = choicesOf(definitions.endorsement.fields.position)

/** What each of the four groups says to a text as it stands, side by side; one's own group's word can be given here. */
export function Positions({ record, rules }: { record: RecordRef; rules: Rules }) {
  const judgement = useJudgement()
  const text = rules.agreedTextOf(judgement?.evidence.ledger, record)
  // Which version stands is said by the ledger; without it nobody knows to what one would agree.
  if (text === undefined || judgement?.evidence.ledger === undefined) return null
  return <PositionsOn text={text} rules={rules} />
}

function PositionsOn({ text, rules }: { text: AgreedText; rules: Rules }) {
  const t = useMessages()
  const { messages } = useLanguage()
  const format = useFormat()
  const act = useAct()
  const me = useMe()
  const { group } = useWorkspace()
  const canWrite = useCanWrite()
  const plan = usePlan(whole => whole)
  const [explained, setExplained] = useState<Position>()
  const said = rules.positionsOn(plan, text)
  const groups = [...new Set([...rules.planningGroups, ...said.keys()])]
  const label = (position: string) => choiceLabel(messages, 'endorsement', 'position', position)

  function take(position: Position, note?: string) {
    if (!isGroup(group)) return
    const { subject, version } = text
    const result = act(takePosition, {
      subject,
      ...(version !== undefined && { version }),
      group,
      position,
      ...(note !== undefined && { note }),
      by: me.name,
      on: today(),
    })
    if (result.ok) setExplained(undefined)
  }

  return (
    <section className={styles.section} aria-labelledby="record-positions">
      <h3 id="record-positions">{t('coherence.positions')}</h3>
      <dl className={styles.positions}>
        {groups.map(each => {
          const entry = said.get(each)
          return (
            <div key={each} data-position={entry?.position ?? 'none'}>
              <dt>
                <Badge group={each}>{each}</Badge>
              </dt>
              <dd>
                {entry?.position === undefined ? t('coherence.noPosition') : label(entry.position)}
                {entry?.on !== undefined && <span className={styles.quiet}> · {format.date(entry.on)}</span>}
                {entry?.note !== undefined && (
                  <span className={styles.note} dir="auto">
                    {entry.note}
                  </span>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      {canWrite && rules.planningGroups.some(each => each === group) && (
        <MenuButton
          size="small"
          label={t('coherence.takePosition', { group })}
          entries={positions.map(position => ({
            label: label(position),
            chosen: said.get(group)?.position === position,
            onSelect: () => (needsReason(position) ? setExplained(position) : take(position)),
          }))}
        />
      )}
      {explained !== undefined && (
        <ReasonDialog
          title={t('coherence.positionTitle', { group, position: label(explained) })}
          onGive={note => take(explained, note)}
          onClose={() => setExplained(undefined)}
        />
      )}
    </section>
  )
}

/** A reservation or an objection says what would have to change (domain model 2.4). */
function needsReason(position: Position): boolean {
  return position === 'reserve' || position === 'object'
}

type ReasonDialogProps = {
  readonly title: string
  readonly onGive: (note: string) => void
  readonly onClose: () => void
}

function ReasonDialog({ title, onGive, onClose }: ReasonDialogProps) {
  const t = useMessages()
  const formId = useId()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const lacks = note.trim() === ''
  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!lacks) onGive(note.trim())
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('coherence.cancel')}</Button>
          <Button type="submit" form={formId} tone="primary">
            {t('coherence.givePosition')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={handleSubmit} noValidate>
        <Field
          label={t('coherence.positionNote')}
          hint={t('coherence.positionNoteHint')}
          error={tried && lacks && t('coherence.reasonMissing')}
        >
          <TextArea value={note} onChange={event => setNote(event.currentTarget.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
