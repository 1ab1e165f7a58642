import { unreachable } from '@barycentre/kit'
import { Check, CloudOff, Eye, HardDrive, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DocumentStatus, SaveStatus } from '../workspace/index.ts'
import { useFormat, useLanguage, useMessages } from './language.tsx'
import { useProblemSentence } from './problem-sentence.ts'

export interface SaveTelling {
  readonly icon: ReactNode
  /** On the chip: a few words, always in the same place. */
  readonly short: string
  /** The whole truth, where one asks for it. */
  readonly sentence: string
  readonly tone: 'quiet' | 'caution' | 'danger'
}

/** Where my work is, in words. */
export function useSaveTelling(): (status: SaveStatus) => SaveTelling {
  const t = useMessages()
  const { messages } = useLanguage()
  const time = useSavedTime()
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
          sentence: t('shell.save.savedSentence', { time: time(status.at) }),
          tone: 'quiet',
        }
      case 'saving':
        return {
          icon: <LoaderCircle size={14} />,
          short: t('shell.save.saving'),
          sentence: status.keptHere
            ? t('shell.save.savingSentence', { count: status.count })
            : t('shell.save.savingNotKept', { count: status.count }),
          tone: 'quiet',
        }
      case 'offline':
        return status.end === undefined ? offline(status) : ended(status, status.end)
      case 'storage':
        return {
          icon: <HardDrive size={14} />,
          short: t('shell.save.storage'),
          sentence: status.keptHere
            ? t('shell.save.storageKept', { count: status.waiting })
            : t('shell.save.storageNotKept', { count: status.waiting }),
          tone: status.keptHere ? 'caution' : 'danger',
        }
      case 'read-only': {
        const key = `shell.readOnly.${status.code}`
        return {
          icon: <Eye size={14} />,
          short: t('shell.save.readOnly'),
          sentence: messages.has(key) ? messages.translate(key) : t('shell.readOnly.other', { reason: status.code }),
          tone: 'caution',
        }
      }
      case 'refused':
        return {
          icon: <TriangleAlert size={14} />,
          short: t('shell.save.refused'),
          sentence: t('shell.save.refusedSentence', { reason: problemSentence(status) }),
          tone: 'danger',
        }
      default:
        return unreachable(status)
    }
  }

  function offline({ waiting, keptHere }: SaveStatus & { readonly state: 'offline' }): SaveTelling {
    return {
      icon: <CloudOff size={14} />,
      short: waiting > 0 ? t('shell.save.offlineWaiting', { count: waiting }) : t('shell.save.offline'),
      sentence: keptHere
        ? t('shell.save.offlineKept', { count: waiting })
        : t('shell.save.offlineNotKept', { count: waiting }),
      tone: keptHere ? 'caution' : 'danger',
    }
  }

  function ended(
    { waiting }: SaveStatus & { readonly state: 'offline' },
    end: 'signed-out' | 'no-access',
  ): SaveTelling {
    const isOut = end === 'signed-out'
    return {
      icon: <CloudOff size={14} />,
      short: t(isOut ? 'shell.save.signedOut' : 'shell.save.noAccess'),
      sentence: t(isOut ? 'shell.save.signedOutSentence' : 'shell.save.noAccessSentence', { count: waiting }),
      tone: waiting > 0 ? 'danger' : 'caution',
    }
  }
}

/** A time of the server, on this device's clock face; with its day, where that is not today. */
export function useSavedTime(): (at: number) => string {
  const format = useFormat()
  return at => format.date(at, new Date(at).toDateString() === new Date().toDateString() ? 'time' : 'dateTime')
}

/** Why this device keeps nothing, where it does not. */
export function useKeepingSentence(trouble: DocumentStatus['trouble']): string | undefined {
  const t = useMessages()
  const { messages } = useLanguage()
  if (trouble === undefined) return undefined
  const key = `shell.keeping.${trouble}`
  return messages.has(key) ? messages.translate(key) : t('shell.keeping.failed')
}
