import { classNames } from '@barycentre/ui'
import { memo } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { cardAt, type Place } from './box.ts'
import type { ChartLine } from './chart-lines.ts'
import { LineMarkSign } from './line-mark-sign.tsx'
import { lineLooks } from './line-looks.ts'
import { curvedPath, reportingPath } from './line-path.ts'
import styles from './line-view.module.css'

type LineViewProps = {
  readonly line: ChartLine
  readonly from: Place
  readonly to: Place
  readonly selected: boolean
}

/** A line from a post to the one it reports to, consults or informs. Its dashes, its mark and its word say which. */
export const LineView = memo(function LineView({ line, from, to, selected }: LineViewProps) {
  const t = useMessages()
  const look = lineLooks[line.type]
  const direct = line.type === 'direct'
  const { path, middle, end, angle } =
    direct && !line.unsound
      ? reportingPath(cardAt(to), cardAt(from), line.entry)
      : curvedPath(cardAt(from), cardAt(to), line.lane)
  const label = direct && !line.unsound ? undefined : t(`cabinet.line.${line.type}`)
  return (
    // `nopan` is React Flow's word for what a finger may press without moving the plane.
    <g
      className={classNames(
        'nopan',
        styles.line,
        direct && styles.direct,
        line.unsound && styles.unsound,
        selected && styles.selected,
      )}
      data-line={line.id}
      data-selected={selected || undefined}
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
      <path className={styles.reach} d={path} />
    </g>
  )
}, sameLine)

/** Places are made anew with every change of the plan; most posts stand where they stood. */
function sameLine(a: LineViewProps, b: LineViewProps): boolean {
  return a.line === b.line && a.selected === b.selected && samePlace(a.from, b.from) && samePlace(a.to, b.to)
}

function samePlace(a: Place, b: Place): boolean {
  return a.x === b.x && a.y === b.y
}

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
