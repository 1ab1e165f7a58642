import { removeRecord, restoreRecord } from '@barycentre/commands'
import { linksOf, findRecord, type AnyRecord, type Plan, type RecordRef } from '@barycentre/plan'
import { ConfirmDialog, showToast } from '@barycentre/ui'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { kindLabel, recordName } from './labels.ts'
import { Losses } from './losses.tsx'
import { tell, useCommit } from './use-commit.ts'
import styles from './record-panel.module.css'

type RemoveDialogProps = { plan: Plan; record: AnyRecord; onClose: () => void; onRemoved: () => void }

/** Says what else points at the record before it goes; it can be brought back, with its links, at once or later. */
export function RemoveDialog({ plan, record, onClose, onRemoved }: RemoveDialogProps) {
  const t = useMessages()
  const { messages } = useLanguage()
  const commit = useCommit()
  const ref: RecordRef = { kind: record.kind, id: record.id }
  const name = recordName(messages, plan, record)
  const dependants = dependantsOf(plan, ref)

  function handleRemove() {
    const refused = commit(removeRecord, ref)
    onClose()
    if (refused !== undefined) return tell(refused)
    onRemoved()
    showToast(t('shell.removed', { name }), {
      action: { label: t('shell.restore'), onSelect: () => tell(commit(restoreRecord, ref)) },
    })
  }

  return (
    <ConfirmDialog
      title={t('record.removeTitle', { name })}
      confirmLabel={t('record.remove')}
      cancelLabel={t('record.cancel')}
      danger
      onConfirm={handleRemove}
      onClose={onClose}
    >
      <p>{dependants.length === 0 ? t('record.nothingDepends') : t('record.depends', { count: dependants.length })}</p>
      <ul className={styles.dependants}>
        {dependants.map(dependant => (
          <li key={`${dependant.kind}/${dependant.id}`}>
            <span className={styles.quiet}>{kindLabel(messages, dependant.kind)}</span>{' '}
            <bdi>{recordName(messages, plan, dependant)}</bdi>
          </li>
        ))}
      </ul>
      <Losses plan={plan} records={[ref]} />
      <p className={styles.quiet}>{t('record.removeHint')}</p>
    </ConfirmDialog>
  )
}

function dependantsOf(plan: Plan, ref: RecordRef): readonly AnyRecord[] {
  const found = new Set<AnyRecord>()
  for (const { from } of linksOf(plan, ref).in) {
    const record = findRecord(plan, from)
    if (record !== undefined) found.add(record)
  }
  return [...found]
}
