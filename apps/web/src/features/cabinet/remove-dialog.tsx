import { findRecord, linksOf, titleOf, type RecordRef } from '@barycentre/plan'
import { ConfirmDialog } from '@barycentre/ui'
import { useMemo } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { usePlan } from '../../workspace/index.ts'
import { Losses } from '../record/losses.tsx'
import styles from './dialogs.module.css'

type RemoveDialogProps = {
  readonly ids: readonly string[]
  readonly onConfirm: () => void
  readonly onClose: () => void
}

const mostShown = 12

/** Before posts go that others hang on: what goes with them, and what will still name them. */
export function RemoveDialog({ ids, onConfirm, onClose }: RemoveDialogProps) {
  const t = useMessages()
  const plan = usePlan(whole => whole)
  const { lines, naming } = useMemo(() => {
    const going = new Set(ids)
    const found = new Map<string, RecordRef>()
    for (const id of ids) {
      for (const { from } of linksOf(plan, { kind: 'post', id }).in) found.set(`${from.kind}/${from.id}`, from)
    }
    const all = [...found.values()]
    return {
      lines: all.filter(ref => ref.kind === 'line').length,
      naming: all.filter(ref => ref.kind !== 'line' && !(ref.kind === 'post' && going.has(ref.id))),
    }
  }, [plan, ids])
  const first = plan.post.get(ids[0] ?? '')

  return (
    <ConfirmDialog
      title={t('cabinet.removeTitle', { count: ids.length, title: first ? titleOf(first) : '' })}
      confirmLabel={t('cabinet.delete')}
      cancelLabel={t('cabinet.cancel')}
      danger
      onConfirm={() => {
        onClose()
        onConfirm()
      }}
      onClose={onClose}
    >
      <div className={styles.form}>
        <p>{t('cabinet.removeLines', { count: lines })}</p>
        {naming.length > 0 && (
          <div>
            <p>{t('cabinet.removeNaming', { count: naming.length })}</p>
            <ul className={styles.naming}>
              {naming.slice(0, mostShown).map(ref => {
                const record = findRecord(plan, ref)
                return (
                  <li key={`${ref.kind}/${ref.id}`} dir="auto">
                    {t(`kinds.${ref.kind}`)}: {record ? titleOf(record) : ref.id}
                  </li>
                )
              })}
              {naming.length > mostShown && <li>{t('cabinet.andMore', { count: naming.length - mostShown })}</li>}
            </ul>
          </div>
        )}
        <Losses plan={plan} records={ids.map(id => ({ kind: 'post', id }))} />
        <p className={styles.quiet}>{t('cabinet.removeUndo')}</p>
      </div>
    </ConfirmDialog>
  )
}
