import { definitions } from '@barycentre/plan'
import type { Finding } from '@barycentre/rules'
import { Button, Dialog, showToast } from '@barycentre/ui'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { useCalls, useJudgement, useRules, type PreviewedChange } from '../../workspace/index.ts'
import { useRefusalSentence } from '../canvas/use-act.ts'
import { choiceLabel, fieldLabel, kindLabel, recordName } from '../record/labels.ts'
import type { CheckWords } from './use-check-words.ts'
import styles from './coherence.module.css'

type RemedyDialogProps = { readonly finding: Finding; readonly words: CheckWords; readonly onClose: () => void }

/** What the offered act would change, tried on a copy; it is done only when somebody says so, and undone in one step. */
export function RemedyDialog({ finding, words, onClose }: RemedyDialogProps) {
  const t = useMessages()
  const calls = useCalls()
  const rules = useRules()
  const judgement = useJudgement()
  const sentence = useRefusalSentence()
  const { remedy } = finding
  // Tried again with every judgement: somebody else may change the plan meanwhile.
  const preview = remedy === undefined ? undefined : calls.preview(remedy)
  const isSettled =
    preview?.ok === true &&
    rules !== undefined &&
    judgement !== undefined &&
    !rules.judge({ ...judgement.evidence, plan: preview.value.plan }).findings.some(each => each.key === finding.key)

  function handleRun() {
    if (remedy === undefined) return
    const result = calls.run(remedy)
    if (!result.ok) showToast(sentence(result.error), { tone: 'caution' })
    onClose()
  }

  return (
    <Dialog
      title={words.act(finding.check)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('coherence.cancel')}</Button>
          <Button tone="primary" disabled={preview?.ok !== true} onClick={handleRun}>
            {t('coherence.doIt')}
          </Button>
        </>
      }
    >
      <p className={styles.quote}>{words.sentence(finding)}</p>
      {preview?.ok === false && <p role="alert">{sentence(preview.error)}</p>}
      {preview?.ok === true && (
        <>
          <h3 className={styles.previewHead}>{t('coherence.wouldChange')}</h3>
          <ul className={styles.changes}>
            {preview.value.changes.map(change => (
              <ChangeLine key={`${change.kind}/${change.id}`} change={change} after={preview.value.plan} />
            ))}
          </ul>
          <p className={styles.quiet}>{isSettled ? t('coherence.wouldSettle') : t('coherence.wouldNotSettle')}</p>
        </>
      )}
    </Dialog>
  )
}

function ChangeLine({ change, after }: { change: PreviewedChange; after: Parameters<typeof recordName>[1] }) {
  const { messages } = useLanguage()
  const t = useMessages()
  const record = change.after ?? change.before
  if (record === undefined) return null
  const title = recordName(messages, after, record)
  return (
    <li>
      <strong dir="auto">
        {t(`coherence.change.${change.does}`, { kind: kindLabel(messages, change.kind), title })}
      </strong>
      <dl className={styles.fields}>
        {change.does !== 'remove' &&
          change.fields.map(field => (
            <div key={field}>
              <dt>{fieldLabel(messages, change.kind, field)}</dt>
              <dd dir="auto">{show(change, field)}</dd>
            </div>
          ))}
      </dl>
    </li>
  )

  function show({ kind, after: now }: PreviewedChange, field: string): string {
    const value = (now as unknown as Readonly<Record<string, unknown>> | undefined)?.[field]
    if (value === undefined) return t('shell.notRecorded')
    if (typeof value === 'boolean') return value ? t('coherence.yes') : t('coherence.no')
    const words = (Array.isArray(value) ? value : [value]) as readonly unknown[]
    return words.map(word => named(kind, field, word)).join(' · ')
  }

  /** The title of the record that a field points at, or what its choice is called. */
  function named(kind: PreviewedChange['kind'], field: string, word: unknown): string {
    const text = String(word)
    const definition = (definitions[kind].fields as Readonly<Record<string, unknown>>)[field] as {
      readonly to?: readonly PreviewedChange['kind'][]
      readonly holds?: { readonly to?: readonly PreviewedChange['kind'][] }
    }
    for (const to of definition.to ?? definition.holds?.to ?? []) {
      const record = after[to].get(text)
      if (record !== undefined) return recordName(messages, after, record)
    }
    return choiceLabel(messages, kind, field, text)
  }
}
