import { VisuallyHidden } from '@barycentre/ui'
import { useEffect, useRef } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { usePresenceAt } from '../../workspace/index.ts'
import { CentresOfGravity } from './centres-of-gravity.tsx'
import { ObjectiveGrid } from './objective-grid.tsx'
import styles from './canvas-screen.module.css'

/** What everything hangs on, and below it what is to be done about it: when, and along which line of effort. */
export function CanvasScreen() {
  const scroller = useRef<HTMLDivElement>(null)
  const t = useMessages()
  const announceAt = usePresenceAt()
  useEffect(() => announceAt({ screen: 'canvas' }), [announceAt])
  return (
    <div ref={scroller} className={styles.screen}>
      <VisuallyHidden>
        <h1>{t('shell.screen.canvas')}</h1>
      </VisuallyHidden>
      <CentresOfGravity />
      <ObjectiveGrid scroller={scroller} />
    </div>
  )
}
