import { ConfirmDialog } from '@barycentre/ui'
import { useMessages } from '../../shell/language.tsx'
import { usePlan } from '../../workspace/index.ts'
import { Losses } from '../record/losses.tsx'

type RemoveObjectiveDialogProps = {
  readonly objectiveId: string
  readonly title: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Before an objective goes on which something hangs: what that is. */
export function RemoveObjectiveDialog({ objectiveId, title, onConfirm, onClose }: RemoveObjectiveDialogProps) {
  const t = useMessages()
  const plan = usePlan(whole => whole)
  return (
    <ConfirmDialog
      title={t('canvas.removeObjectiveTitle', { title })}
      confirmLabel={t('canvas.removeObjective')}
      cancelLabel={t('canvas.cancel')}
      danger
      onConfirm={() => {
        onClose()
        onConfirm()
      }}
      onClose={onClose}
    >
      <Losses plan={plan} records={[{ kind: 'objective', id: objectiveId }]} />
    </ConfirmDialog>
  )
}
