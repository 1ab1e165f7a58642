import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import { cardSize } from './box.ts'
import type { ForeignDrag } from './use-holders.ts'
import styles from './chart-plane.module.css'

/** Where somebody else is dragging a post to; the post itself stays until that gesture ends. */
export const ForeignDrags = memo(function ForeignDrags({ drags }: { drags: readonly ForeignDrag[] }) {
  if (drags.length === 0) return null
  return (
    <ViewportPortal>
      {drags.flatMap(drag =>
        [...drag.places].map(([id, { x, y }]) => (
          <div
            key={`${drag.clientId}/${id}`}
            className={styles.foreign}
            data-group={drag.group}
            style={{ transform: `translate(${x}px, ${y}px)`, width: cardSize.width, height: cardSize.height }}
          >
            <span dir="auto">
              {drag.name} · {drag.group}
            </span>
          </div>
        )),
      )}
    </ViewportPortal>
  )
})
