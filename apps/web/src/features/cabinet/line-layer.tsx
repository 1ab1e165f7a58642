import { ViewportPortal } from '@xyflow/react'
import { memo, useMemo, useState, type MouseEvent } from 'react'
import type { Place } from './box.ts'
import { createLineSorter, type ChartLine } from './chart-lines.ts'
import { LineView } from './line-view.tsx'
import styles from './line-layer.module.css'

type LineLayerProps = {
  readonly lines: readonly ChartLine[]
  readonly places: ReadonlyMap<string, Place>
  /** Places of a gesture that has not ended. */
  readonly held: ReadonlyMap<string, Place> | undefined
  readonly selected: string | undefined
  readonly onClick: (id: string) => void
  readonly onMenu: (event: MouseEvent, id: string) => void
}

/**
 * All lines of the chart, below its cards. They are not edges of React Flow: each of those is an SVG of its own that is
 * asked with every frame whether it has moved. Here those that lie still are one picture, which is left alone, and those
 * that are held or marked are another. For reading aloud and for the keyboard they are in the tree beside the chart.
 */
export const LineLayer = memo(function LineLayer({ lines, places, held, selected, onClick, onMenu }: LineLayerProps) {
  const [sortLines] = useState(createLineSorter)
  const { still, live } = sortLines(
    lines,
    ({ id, from, to }) => id === selected || held?.has(from) || held?.has(to) || false,
  )
  const livePlaces = useMemo(() => (held ? new Map([...places, ...held]) : places), [places, held])

  function handleClick(event: MouseEvent) {
    const id = lineAt(event)
    if (id !== undefined) onClick(id)
  }
  function handleMenu(event: MouseEvent) {
    const id = lineAt(event)
    if (id !== undefined) onMenu(event, id)
  }

  return (
    <ViewportPortal>
      <div className={styles.layer} aria-hidden="true" onClick={handleClick} onContextMenu={handleMenu}>
        <Lines lines={still} places={places} selected={undefined} />
        {live.length > 0 && <Lines lines={live} places={livePlaces} selected={selected} />}
      </div>
    </ViewportPortal>
  )
})

const Lines = memo(function Lines({
  lines,
  places,
  selected,
}: {
  lines: readonly ChartLine[]
  places: ReadonlyMap<string, Place>
  selected: string | undefined
}) {
  return (
    <svg className={styles.lines} width="1" height="1">
      {lines.map(line => {
        const [from, to] = [places.get(line.from), places.get(line.to)]
        return from && to && <LineView key={line.id} line={line} from={from} to={to} selected={line.id === selected} />
      })}
    </svg>
  )
})

function lineAt({ target }: MouseEvent): string | undefined {
  return (target as Element).closest<SVGElement>('[data-line]')?.dataset.line
}
