import { Button, Checkbox, Dialog, showToast, Spinner } from '@barycentre/ui'
import { useEffect, useState } from 'react'
import { clearDevice, countUnsaved } from '../workspace/device.ts'
import { useMessages } from './language.tsx'
import { navigate } from './location.tsx'
import { useProblemSentence } from './problem-sentence.ts'
import { useSession } from './session.tsx'
import styles from './sign-out-dialog.module.css'

type SignOutDialogProps = { readonly personId: string; readonly onClose: () => void }

/** Before somebody leaves: whether this device shall forget their plans, and what that would cost. */
export function SignOutDialog({ personId, onClose }: SignOutDialogProps) {
  const t = useMessages()
  const session = useSession()
  const sentence = useProblemSentence()
  const unsaved = useUnsaved(personId)
  const [chosen, setChosen] = useState<boolean | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  // Where the server has everything, nothing is lost by it, and a shared device keeps no secret. Else it is not offered by default.
  const clears = chosen ?? unsaved === 0

  async function handleSignOut() {
    setBusy(true)
    const problem = await session.signOut()
    if (problem) {
      setBusy(false)
      return showToast(sentence(problem), { tone: 'danger' })
    }
    if (clears) {
      await clearDevice(personId).then(
        () => showToast(t('leaving.cleared')),
        () => showToast(t('leaving.notCleared'), { tone: 'danger' }),
      )
    }
    navigate('/')
  }

  return (
    <Dialog
      title={t('leaving.title')}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            {t('leaving.stay')}
          </Button>
          <Button
            tone={clears && unsaved !== 0 ? 'danger' : 'primary'}
            busy={busy || unsaved === undefined}
            onClick={() => void handleSignOut()}
          >
            {t('leaving.title')}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <p>{t('leaving.kept')}</p>
        {unsaved === undefined ? (
          <Spinner />
        ) : (
          <>
            {unsaved !== 0 && (
              <p className={styles.warning} role="alert">
                {typeof unsaved === 'number' ? t('leaving.unsaved', { count: unsaved }) : t('leaving.unsavedUnknown')}
              </p>
            )}
            <Checkbox
              label={t('leaving.clear')}
              hint={t('leaving.clearHint')}
              checked={clears}
              onChange={event => setChosen(event.currentTarget.checked)}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

/** Undefined while it is counted; `unknown` where the device does not tell. */
function useUnsaved(personId: string): number | 'unknown' | undefined {
  const [unsaved, setUnsaved] = useState<number | 'unknown' | undefined>(undefined)
  useEffect(() => {
    let current = true
    void countUnsaved(personId)
      .catch(() => 'unknown' as const)
      .then(count => current && setUnsaved(count))
    return () => {
      current = false
    }
  }, [personId])
  return unsaved
}
