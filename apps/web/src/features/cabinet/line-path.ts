import type { Box, Place } from './box.ts'

/** `end` is where the line arrives and `angle` the direction in which it does, in degrees: there its mark is drawn. */
export type LinePath = { readonly path: string; readonly middle: Place; readonly end: Place; readonly angle: number }

/** From the side where several reports of one superior hang below each other, else from above. */
export type Entry = 'top' | 'side'

const busDrop = 30
const sideGap = 14

/** A direct line as on any organigram: down from the superior, along, and down to the report. */
export function reportingPath(superior: Box, report: Box, entry: Entry): LinePath {
  const start = { x: superior.x + superior.width / 2, y: superior.y + superior.height }
  // A report that was moved above its superior keeps a line that can be followed.
  if (report.y < start.y + 8) return curvedPath(report, superior, 0)
  const busY = Math.min(start.y + busDrop, (start.y + report.y) / 2)
  if (entry === 'side') {
    const end = { x: report.x, y: report.y + report.height / 2 }
    const x = report.x - sideGap
    return bentPath([end, { x, y: end.y }, { x, y: busY }, { x: start.x, y: busY }, start])
  }
  const end = { x: report.x + report.width / 2, y: report.y }
  return bentPath([end, { x: end.x, y: busY }, { x: start.x, y: busY }, start])
}

/** Any other line: a curve between the sides that face each other. `lane` keeps several between the same two apart. */
export function curvedPath(from: Box, to: Box, lane: number): LinePath {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2)
  const dy = to.y + to.height / 2 - (from.y + from.height / 2)
  const beside = Math.abs(dx) / (from.width + to.width) > Math.abs(dy) / (from.height + to.height)
  const part = 0.7 - lane * 0.2
  const bend = Math.min(120, 24 + Math.hypot(dx, dy) / 4)
  const [right, down] = [dx < 0 ? -1 : 1, dy < 0 ? -1 : 1]
  const [a, b] = beside
    ? [
        { x: from.x + (right > 0 ? from.width : 0), y: from.y + from.height * part },
        { x: to.x + (right > 0 ? 0 : to.width), y: to.y + to.height * part },
      ]
    : [
        { x: from.x + from.width * part, y: from.y + (down > 0 ? from.height : 0) },
        { x: to.x + to.width * part, y: to.y + (down > 0 ? 0 : to.height) },
      ]
  const [bx, by] = beside ? [right * bend, 0] : [0, down * bend]
  return {
    path: `M${a.x},${a.y}C${a.x + bx},${a.y + by} ${b.x - bx},${b.y - by} ${b.x},${b.y}`,
    // The middle of a cubic curve whose handles are opposite is the middle of its ends.
    middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
    end: b,
    angle: beside ? (right > 0 ? 0 : 180) : down > 0 ? 90 : -90,
  }
}

/** A line with right angles, their corners rounded; it arrives going up. */
function bentPath(points: readonly [Place, ...Place[]]): LinePath {
  const radius = 7
  let path = ''
  points.forEach((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    if (!before) path += `M${point.x},${point.y}`
    else if (!after) path += `L${point.x},${point.y}`
    else {
      const [into, out] = [towards(point, before, radius), towards(point, after, radius)]
      path += `L${into.x},${into.y}Q${point.x},${point.y} ${out.x},${out.y}`
    }
  })
  const [middle, end] = [points[1] ?? points[0], points.at(-1) ?? points[0]]
  return { path, middle, end, angle: -90 }
}

function towards(from: Place, to: Place, by: number): Place {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length === 0) return from
  const part = Math.min(by, length / 2) / length
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}
