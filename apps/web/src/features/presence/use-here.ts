import type { RecordRef } from '@barycentre/plan'
import { useEffect, useMemo, useRef, type FocusEvent } from 'react'
import { usePath } from '../../shell/location.tsx'
import { isScreen, useOpenedRecord, type Screen } from '../../shell/routes.ts'
import { usePresenceAt } from '../../workspace/index.ts'

/** Tells the others on which screen I am and which record I have open; called once, by the frame around the screens. */
export function useAnnounceHere(screen: Screen, record: RecordRef | undefined): void {
  const announceAt = usePresenceAt()
  useEffect(() => announceAt({ screen, record }), [announceAt, screen, record])
}

/**
 * Tells the others in which field of the open record I am. Spread it on what holds the fields; each field carries its
 * path as `data-field`.
 */
export function useFieldPresence() {
  const announceAt = usePresenceAt()
  const screen = useScreen()
  const record = useOpenedRecord()
  const announced = useRef<string | undefined>(undefined)
  return useMemo(() => {
    function announce(field: string | undefined) {
      if (screen === undefined || field === announced.current) return
      announced.current = field
      announceAt({ screen, record, ...(field === undefined ? {} : { field }) })
    }
    return {
      onFocus: (event: FocusEvent) => announce(event.target.closest<HTMLElement>('[data-field]')?.dataset['field']),
      onBlur(event: FocusEvent) {
        if (!event.currentTarget.contains(event.relatedTarget)) announce(undefined)
      },
    }
  }, [announceAt, screen, record])
}

function useScreen(): Screen | undefined {
  const path = usePath()
  const screen = path.split('/')[3]
  return isScreen(screen) ? screen : undefined
}
