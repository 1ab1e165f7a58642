import { unreachable } from '@barycentre/kit'
import type { DocumentStatus } from '../workspace/index.ts'
import { useMessages } from './language.tsx'
import { useSavedTime } from './save-telling.tsx'
import styles from './save-status-details.module.css'

/** How far the work in each document has come: not yet kept, kept here, sent, saved. */
export function DocumentStatuses({ documents }: { documents: readonly DocumentStatus[] }) {
  const t = useMessages()
  const place = usePlace()
  return (
    <dl className={styles.documents} aria-label={t('line.documents')}>
      {documents.map(({ name, state }) => (
        <div key={name} className={styles.document} data-document={name}>
          <dt>{nameOf(name, t)}</dt>
          <dd>{place(state)}</dd>
        </div>
      ))}
    </dl>
  )
}

function nameOf(name: string, t: ReturnType<typeof useMessages>): string {
  if (name === 'plan') return t('line.document.plan')
  return name === 'text/vision' ? t('line.document.vision') : name.replace(/^text\//, '')
}

function usePlace(): (state: DocumentStatus['state']) => string {
  const t = useMessages()
  const time = useSavedTime()

  return state => {
    switch (state.state) {
      case 'opening':
        return state.waiting > 0 ? waits(state) : t('line.at.opening')
      case 'saved':
        return t('line.at.saved', { time: time(state.at) })
      case 'saving':
        return state.sent < state.count
          ? waits({ ...state, waiting: state.count })
          : t(state.keptHere ? 'line.at.sent' : 'line.at.sentNotKept', { count: state.count })
      case 'offline':
      case 'storage':
        if (state.waiting > 0) return waits(state)
        return state.savedAt === undefined ? t('line.at.nothing') : t('line.at.saved', { time: time(state.savedAt) })
      case 'read-only':
        return t('line.at.readOnly')
      case 'refused':
        return t('line.at.refused', { count: state.waiting })
      default:
        return unreachable(state)
    }
  }

  function waits({ waiting, keptHere }: { readonly waiting: number; readonly keptHere: boolean }): string {
    return t(keptHere ? 'line.at.kept' : 'line.at.notKept', { count: waiting })
  }
}
