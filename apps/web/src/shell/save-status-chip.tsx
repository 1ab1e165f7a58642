import { unreachable } from '@barycentre/kit'
import { announce, showToast } from '@barycentre/ui'
import { Check, CloudOff, Eye, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useSaveStatus } from '../workspace/index.ts'
import { useFormat, useLanguage, useMessages } from './language.tsx'
import { later } from './later.tsx'
import { useProblemSentence } from './problem-sentence.ts'
import { useShortcuts } from './shortcuts.tsx'
import styles from './save-status-chip.module.css'

const SaveStatusDetails = later(async () => (await import('./save-status-details.tsx')).SaveStatusDetails, ['line'])

type SaveStatus = ReturnType<typeof useSaveStatus>

type Telling = {
  readonly icon: ReactNode
  /** On the chip: a few words, always in the same place. */
  readonly short: string
  /** The whole truth, on a press or `Mod+S`. */
  readonly sentence: string
  readonly tone: 'quiet' | 'caution' | 'danger'
}

/** Where my work is now: on the server, on its way, or on this device. */
export function SaveStatusChip() {
  const t = useMessages()
  const status = useSaveStatus()
  const tell = useTelling()
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
  const worth = status.state === 'offline' || status.state === 'refused' || status.state === 'read-only'
  const said = useRef({ state: status.state, worth: false })
  useEffect(() => {
    if (said.current.state === status.state) return
    if (worth || said.current.worth) announce(sentence)
    said.current = { state: status.state, worth }
  }, [status.state, worth, sentence])

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
      {open && <SaveStatusDetails sentence={sentence} anchor={() => chip.current} onClose={() => setOpen(false)} />}
    </>
  )
}

function useTelling(): (status: SaveStatus) => Telling {
  const t = useMessages()
  const { messages } = useLanguage()
  const format = useFormat()
  const problemSentence = useProblemSentence()

  return status => {
    switch (status.state) {
      case 'opening':
        return {
          icon: <LoaderCircle size={14} />,
          short: t('shell.save.opening'),
          sentence: t('shell.save.openingSentence'),
          tone: 'quiet',
        }
      case 'saved':
        return {
          icon: <Check size={14} />,
          short: t('shell.save.saved'),
          sentence: t('shell.save.savedSentence', { time: format.date(status.at, 'time') }),
          tone: 'quiet',
        }
      case 'saving':
        return {
          icon: <LoaderCircle size={14} />,
          short: t('shell.save.saving'),
          sentence: t('shell.save.savingSentence', { count: status.count }),
          tone: 'quiet',
        }
      case 'offline':
        return {
          icon: <CloudOff size={14} />,
          short:
            status.waiting > 0 ? t('shell.save.offlineWaiting', { count: status.waiting }) : t('shell.save.offline'),
          sentence: status.keptHere
            ? t('shell.save.offlineKept', { count: status.waiting })
            : t('shell.save.offlineNotKept', { count: status.waiting }),
          tone: status.keptHere ? 'caution' : 'danger',
        }
      case 'read-only': {
        const key = `shell.readOnly.${status.reason}`
        return {
          icon: <Eye size={14} />,
          short: t('shell.save.readOnly'),
          sentence: messages.has(key) ? messages.translate(key) : t('shell.readOnly.other', { reason: status.reason }),
          tone: 'caution',
        }
      }
      case 'refused':
        return {
          icon: <TriangleAlert size={14} />,
          short: t('shell.save.refused'),
          sentence: t('shell.save.refusedSentence', { reason: problemSentence({ code: status.code, facts: {} }) }),
          tone: 'danger',
        }
      default:
        return unreachable(status)
    }
  }
}
