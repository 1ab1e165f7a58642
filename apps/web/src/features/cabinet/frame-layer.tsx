import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { framePath, type Frame } from './frames.ts'
import styles from './frame-layer.module.css'

/** The regions behind the cards. They lie under everything and take no clicks. */
export const FrameLayer = memo(function FrameLayer({
  frames,
  missionName,
}: {
  frames: readonly Frame[]
  missionName: string | undefined
}) {
  const t = useMessages()
  return (
    <ViewportPortal>
      <svg className={styles.layer} width="1" height="1" aria-hidden="true">
        {frames.map(frame => (
          <g key={frame.name} className={styles[frame.name]}>
            <path className={styles.region} d={framePath(frame)} fillRule="evenodd" />
            <text className={styles.name} x={frame.box.x + 18} y={frame.box.y + 26}>
              {frame.name === 'presence' ? t('cabinet.presence') : (missionName ?? t('cabinet.mission'))}
            </text>
          </g>
        ))}
      </svg>
    </ViewportPortal>
  )
})
