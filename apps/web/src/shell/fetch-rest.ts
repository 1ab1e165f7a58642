import { loadMessages } from 'virtual:messages'
import { useEffect } from 'react'
import { useSaveStatus } from '../workspace/index.ts'
import { everywhereAreas, leavingAreas, recordAreas, screenAreas, workspaceAreas } from './areas.ts'
import { useLanguage } from './language.tsx'
import { fetchParts } from './later.tsx'

/** Milliseconds in which nothing was on its way to the server. */
const quietFor = 5_000

const areas = [
  ...new Set([
    ...everywhereAreas,
    ...workspaceAreas,
    ...leavingAreas,
    ...recordAreas,
    ...Object.values(screenAreas).flat(),
  ]),
]

/**
 * A workspace that has been opened must go on without a network, and its screens and dialogs with it. So once everything
 * is saved and nobody has written for some seconds, whatever has not been needed yet is fetched in the background, one
 * part after the other, in the language of the screen; not where the browser is told to save data (docs/decisions/0003).
 */
export function useFetchRest(): void {
  const { state } = useSaveStatus()
  const { locale } = useLanguage().messages
  useEffect(() => {
    if (state !== 'saved' || savesData()) return
    const timer = setTimeout(() => {
      // What does not come now is asked for again when it is wanted, and its failure is told then.
      fetchParts()
        // Only fetched, not taken: words that nothing says yet would have everything drawn again under a writing hand.
        .then(() => loadMessages(locale, areas))
        .catch(() => undefined)
    }, quietFor)
    return () => clearTimeout(timer)
  }, [state, locale])
}

function savesData(): boolean {
  return 'connection' in navigator && (navigator.connection as { saveData?: boolean }).saveData === true
}
