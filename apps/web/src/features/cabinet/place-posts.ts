import type { RecordOf } from '@barycentre/plan'
import { cardAt, cardSize, coverage, overlaps, type Place } from './box.ts'
import { tidyLayout, type Superiors } from './tidy-layout.ts'

const gap = 16
/** A card that hides less than this of another one was put so on purpose. */
const hides = 0.25

/**
 * Where every post stands: at its own recorded place, or where the tidy layout would put it, moved along with its
 * superior. Two people may give two posts the same place, and imported places may collide: what would hide another card
 * is shown below it, read alike by everybody and written by nobody.
 */
export function placePosts(posts: Iterable<RecordOf<'post'>>, superiorOf: Superiors): ReadonlyMap<string, Place> {
  const all = [...posts]
  const places = new Map<string, Place>()
  const plane = createPlane()

  for (const { id, pos } of all) {
    if (pos)
      settle(
        id,
        plane.descend(pos, other => coverage(pos, other) >= hides),
      )
  }
  const unplaced = all.filter(post => !post.pos)
  if (unplaced.length > 0) {
    const tidy = tidyLayout(all, superiorOf)
    // From above, so that a whole unplaced branch follows the superior that has a place.
    for (const { id } of unplaced.sort((a, b) => (tidy.get(a.id)?.y ?? 0) - (tidy.get(b.id)?.y ?? 0))) {
      const wished = besideSuperior(id, tidy)
      settle(
        id,
        plane.descend(wished, other => overlaps(cardAt(wished), cardAt(other))),
      )
    }
  }
  return places

  function settle(id: string, place: Place): void {
    places.set(id, place)
    plane.occupy(place)
  }
  function besideSuperior(id: string, tidy: ReadonlyMap<string, Place>): Place {
    const own = tidy.get(id) ?? { x: 0, y: 0 }
    const superior = superiorOf.get(id)?.postId
    const [there, tidyThere] = superior === undefined ? [] : [places.get(superior), tidy.get(superior)]
    return there && tidyThere ? { x: own.x + there.x - tidyThere.x, y: own.y + there.y - tidyThere.y } : own
  }
}

/** The nearest place without a card for a new report: in the row below its superior, else in the rows below that. */
export function freePlaceBelow(superior: Place, taken: Iterable<Place>): Place {
  const plane = createPlane(taken)
  const step = cardSize.width + 28
  for (let row = 0; ; row += 1) {
    const y = superior.y + cardSize.height + 60 + row * (cardSize.height + gap)
    for (const column of [0, 1, -1, 2, -2, 3, -3]) {
      const place = { x: superior.x + column * step, y }
      if (plane.isFree(place)) return place
    }
  }
}

/** This place, or the nearest below it where a card covers no other. */
export function freePlaceAt(wished: Place, taken: Iterable<Place>): Place {
  return createPlane(taken).descend(wished, other => overlaps(cardAt(wished), cardAt(other)))
}

/** Cards by the cell of a grid of their own size, so that only neighbours are compared: a chart may have thousands. */
function createPlane(taken: Iterable<Place> = []) {
  const cells = new Map<string, Place[]>()
  for (const place of taken) occupy(place)
  return { occupy, isFree, descend }

  function cellOf(x: number, y: number): string {
    return `${Math.floor(x / cardSize.width)}:${Math.floor(y / cardSize.height)}`
  }
  function occupy(place: Place): void {
    const cell = cellOf(place.x, place.y)
    const inCell = cells.get(cell)
    if (inCell) inCell.push(place)
    else cells.set(cell, [place])
  }
  function near({ x, y }: Place): readonly Place[] {
    const steps = [-1, 0, 1]
    return steps.flatMap(dx =>
      steps.flatMap(dy => cells.get(cellOf(x + dx * cardSize.width, y + dy * cardSize.height)) ?? []),
    )
  }
  function isFree(place: Place): boolean {
    return near(place).every(other => !overlaps(cardAt(place), cardAt(other), gap - 1))
  }
  function descend(wished: Place, collides: (other: Place) => boolean): Place {
    if (!near(wished).some(collides)) return wished
    let place = wished
    // Each step passes at least one card, so this ends after as many steps as there are cards in the column.
    for (;;) {
      const blocking = near(place).filter(other => overlaps(cardAt(place), cardAt(other), gap - 1))
      if (blocking.length === 0) return place
      place = { x: place.x, y: Math.max(...blocking.map(other => other.y)) + cardSize.height + gap }
    }
  }
}
