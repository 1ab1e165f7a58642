import { boxAround, grow, overlaps, type Box } from './box.ts'
import type { Standing } from './standing.ts'

/** A named region behind the cards. Cards inside its outline that do not belong to it lie in bays that are cut out of it. */
export type Frame = { readonly name: 'mission' | 'presence'; readonly box: Box; readonly bays: readonly Box[] }

export const framePadding = 24
/** Room above the cards for the frame's name. */
const headroom = 26
const bayPadding = 9

type Standee = { readonly standing: Standing; readonly box: Box }

/**
 * The UN presence as a whole, and in it the mission: the mission is a part among others. The outer frame is drawn only
 * where there are others, and neither says anything about posts whose standing is not recorded.
 */
export function framesOf(standees: readonly Standee[]): readonly Frame[] {
  const frames: Frame[] = []
  const mission = frameAround(standees.filter(is('mission')).map(standee => standee.box))
  const others = standees.filter(is('presence')).map(standee => standee.box)
  if (others.length > 0) {
    const presence = frameAround(mission ? [mission, ...others] : others)
    if (presence)
      frames.push({ name: 'presence', box: presence, bays: baysIn(presence, standees, ['mission', 'presence']) })
  }
  if (mission) frames.push({ name: 'mission', box: mission, bays: baysIn(mission, standees, ['mission']) })
  return frames
}

function is(standing: Standing) {
  return (standee: Standee) => standee.standing === standing
}

function frameAround(boxes: readonly Box[]): Box | undefined {
  const box = boxAround(boxes, framePadding)
  return box && { ...box, y: box.y - headroom, height: box.height + headroom }
}

function baysIn(frame: Box, standees: readonly Standee[], members: readonly Standing[]): readonly Box[] {
  return standees
    .filter(standee => !members.includes(standee.standing) && overlaps(standee.box, frame))
    .map(standee => grow(standee.box, bayPadding))
}

/** The outline of a frame with its bays as one SVG path, to be filled by the even-odd rule. */
export function framePath({ box, bays }: Frame): string {
  return [roundedRectangle(box, 14), ...bays.map(bay => roundedRectangle(bay, 10))].join('')
}

function roundedRectangle({ x, y, width, height }: Box, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2)
  const corner = (dx: number, dy: number) => `a${r},${r} 0 0 1 ${dx},${dy}`
  return (
    `M${x + r},${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}` +
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`
  )
}
