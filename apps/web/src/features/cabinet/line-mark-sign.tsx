import { unreachable } from '@barycentre/kit'
import type { Place } from './box.ts'
import type { LineMark } from './line-looks.ts'
import styles from './line-view.module.css'

/** The sign at the end of a line, pointing the way the line goes. Drawn rather than an SVG marker: those do not take the line's colour everywhere. */
export function LineMarkSign({ mark, at, angle }: { mark: LineMark; at: Place; angle: number }) {
  return (
    <path
      className={mark === 'open-arrow' || mark === 'bar' ? styles.openMark : styles.mark}
      data-hollow={mark === 'circle' || mark === 'diamond' || undefined}
      transform={`translate(${at.x} ${at.y}) rotate(${angle})`}
      d={shapeOf(mark)}
    />
  )
}

function shapeOf(mark: LineMark): string {
  switch (mark) {
    case 'circle':
      return 'M-8,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0Z'
    case 'diamond':
      return 'M-12,0L-6,-4.5L0,0L-6,4.5Z'
    case 'open-arrow':
      return 'M-8,-4.5L0,0L-8,4.5'
    case 'arrow':
      return 'M-9,-5L0,0L-9,5Z'
    case 'square':
      return 'M-8,-3.8h7.6v7.6h-7.6Z'
    case 'bar':
      return 'M-4,-5.5V5.5M0,-5.5V5.5'
    default:
      return unreachable(mark)
  }
}
