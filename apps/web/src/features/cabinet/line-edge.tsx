import { classNames } from '@barycentre/ui'
import type { EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { cardAt, cardSize, type Place } from './box.ts'
import type { LineEdge } from './chart-edges.ts'
import { LineMarkSign } from './line-mark-sign.tsx'
import { lineLooks } from './line-looks.ts'
import { curvedPath, reportingPath } from './line-path.ts'
import styles from './line-edge.module.css'

/** A line from a post to the one it reports to, consults or informs. Its dashes, its mark and its word say which. */
export const LineEdgeView = memo(function LineEdgeView({ data, selected, ...ends }: EdgeProps<LineEdge>) {
  const t = useMessages()
  if (!data) return null
  // The handles are points in the middle of the upper and the lower edge: where they are, the cards are.
  const from = { x: ends.sourceX - cardSize.width / 2, y: ends.sourceY }
  const to = { x: ends.targetX - cardSize.width / 2, y: ends.targetY - cardSize.height }
  const look = lineLooks[data.type]
  const direct = data.type === 'direct'
  const { path, middle, end, angle } =
    direct && !data.unsound
      ? reportingPath(cardAt(to), cardAt(from), data.entry)
      : curvedPath(cardAt(from), cardAt(to), data.lane)
  const label = direct && !data.unsound ? undefined : t(`cabinet.line.${data.type}`)
  return (
    <g
      className={classNames(
        styles.line,
        direct && styles.direct,
        data.unsound && styles.unsound,
        selected && styles.selected,
      )}
    >
      <path
        className={styles.stroke}
        d={path}
        strokeWidth={look.width}
        strokeDasharray={look.dash && stretched(look.dash, from, to)}
      />
      {look.mark && <LineMarkSign mark={look.mark} at={end} angle={angle} />}
      {label && (
        <text className={styles.label} x={middle.x} y={middle.y} dy="0.32em">
          {label}
        </text>
      )}
      <path className="react-flow__edge-interaction" d={path} fill="none" strokeOpacity={0} strokeWidth={16} />
    </g>
  )
})

/** The same dashes, longer on a long line: each of them is drawn anew whenever the chart moves. */
function stretched(dash: string, from: Place, to: Place): string {
  const by = Math.min(4, Math.max(1, Math.hypot(to.x - from.x, to.y - from.y) / 1200))
  return by === 1
    ? dash
    : dash
        .split(' ')
        .map(length => (Number(length) * by).toFixed(1))
        .join(' ')
}
