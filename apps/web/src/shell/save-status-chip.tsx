import { announce, showToast } from '@barycentre/ui'
import { useEffect, useRef, useState } from 'react'
import { useDocumentStatuses, useSaveStatus } from '../workspace/index.ts'
import { useMessages } from './language.tsx'
import { later } from './later.tsx'
import { useKeepingSentence, useSaveTelling } from './save-telling.tsx'
import { useShortcuts } from './shortcuts.tsx'
import styles from './save-status-chip.module.css'

const SaveStatusDetails = later(async () => (await import('./save-status-details.tsx')).SaveStatusDetails, ['line'])

/** Where my work is now: on the server, on its way, or on this device. */
export function SaveStatusChip() {
  const t = useMessages()
  const status = useSaveStatus()
  const tell = useSaveTelling()
  const chip = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { icon, short, sentence, tone } = tell(status)

  useShortcuts(t('shell.shortcutsWorkspace'), [
    {
      keys: 'Mod+S',
      label: t('shell.saveStatus'),
      inText: true,
      run: () => showToast(sentence, { tone: tone === 'danger' ? 'danger' : 'neutral' }),
    },
  ])

  // Saved and saving follow each other all day; only what one must know is said aloud, and when it is over. The state
  // alone decides when: a count that goes up is not news.
  const worth = !['opening', 'saved', 'saving'].includes(status.state)
  const said = useRef({ state: status.state, worth: false })
  useEffect(() => {
    if (said.current.state === status.state) return
    if (worth || said.current.worth) announce(sentence)
    said.current = { state: status.state, worth }
  }, [status.state, worth, sentence])
  useTellOfTrouble()

  return (
    <>
      <button
        ref={chip}
        type="button"
        className={styles.chip}
        data-tone={tone}
        data-save-state={status.state}
        aria-label={`${t('shell.saveStatus')}: ${short}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={SaveStatusDetails.fetchSoon}
        onFocus={SaveStatusDetails.fetchSoon}
        onClick={() => setOpen(!open)}
      >
        {icon}
        <span>{short}</span>
      </button>
      {open && <SaveStatusDetails anchor={() => chip.current} onClose={() => setOpen(false)} />}
    </>
  )
}

/** A device that keeps nothing is told of once, when it is found out: it changes what one may do with the page. */
function useTellOfTrouble(): void {
  const trouble = useDocumentStatuses().find(each => each.trouble !== undefined)?.trouble
  const sentence = useKeepingSentence(trouble)
  const said = useRef<string>(undefined)
  useEffect(() => {
    if (sentence !== undefined && said.current !== trouble) showToast(sentence, { tone: 'caution' })
    said.current = trouble
  }, [trouble, sentence])
}
