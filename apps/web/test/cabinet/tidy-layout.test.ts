import { describe, expect, it } from 'vitest'
import { boxAround, cardAt, overlaps } from '../../src/features/cabinet/box.ts'
import { framesOf } from '../../src/features/cabinet/frames.ts'
import { standingOf } from '../../src/features/cabinet/standing.ts'
import { tidyLayout } from '../../src/features/cabinet/tidy-layout.ts'
import { line, post, structureOf } from './build-structure.ts'

const mission = { insideMission: true }
const beside = { insideMission: false }

describe('the tidy layout', () => {
  it('places every post once, and no card on another', () => {
    const { posts, structure } = largePresence(300)
    const places = tidyLayout(posts.values(), structure.superiorOf)
    expect(places.size).toBe(300)
    const cards = [...places.values()].map(cardAt)
    const touching = cards.flatMap((a, i) => cards.slice(i + 1).filter(b => overlaps(a, b, 10)))
    expect(touching).toEqual([])
  })

  it('puts reports below their superior', () => {
    const { posts, structure } = largePresence(60)
    const places = tidyLayout(posts.values(), structure.superiorOf)
    const within = [...structure.superiorOf].filter(
      ([id, { postId }]) => standingOf(posts.get(id)!) === standingOf(posts.get(postId)!),
    )
    expect(within.length).toBeGreaterThan(20)
    for (const [id, { postId }] of within) expect(places.get(id)!.y).toBeGreaterThan(places.get(postId)!.y)
  })

  it('keeps the mission at one side of the UN presence, and Headquarters above both', () => {
    const { posts, structure } = structureOf(
      post('hq', { external: true }),
      post('head', mission),
      post('deputy', mission),
      post('agency', beside),
      post('fund', beside),
      line('head', 'hq'),
      line('deputy', 'head'),
    )
    const places = tidyLayout(posts.values(), structure.superiorOf)
    const frames = framesOf(
      [...posts.values()].map(each => ({ standing: standingOf(each), box: cardAt(places.get(each.id)!) })),
    )
    const [presence, missionFrame] = [frames[0]!, frames[1]!]
    expect([presence.name, missionFrame.name]).toEqual(['presence', 'mission'])
    expect(missionFrame.box.width).toBeLessThan(presence.box.width)
    const middle = presence.box.x + presence.box.width / 2
    expect(missionFrame.box.x + missionFrame.box.width).toBeLessThan(middle + 50)
    expect(presence.bays).toEqual([])
    expect(missionFrame.bays).toEqual([])
    expect(places.get('hq')!.y + cardAt(places.get('hq')!).height).toBeLessThan(presence.box.y)
  })

  it('hangs reports that have none of their own below each other, and spreads those that have', () => {
    const leaves = ['b', 'c', 'd', 'e']
    const { posts, structure } = structureOf(
      post('a', mission),
      ...leaves.map(id => post(id, mission)),
      post('f', mission),
      post('g', mission),
      ...[...leaves, 'f'].map(id => line(id, 'a')),
      line('g', 'f'),
    )
    const places = tidyLayout(posts.values(), structure.superiorOf)
    expect(new Set(leaves.map(id => places.get(id)!.x)).size).toBe(1)
    expect(places.get('f')!.y).toBe(places.get('b')!.y)
    expect(places.get('f')!.x).not.toBe(places.get('b')!.x)
  })

  it('is the same for the same structure', () => {
    const { posts, structure } = largePresence(80)
    const first = [...tidyLayout(posts.values(), structure.superiorOf)]
    expect([...tidyLayout(posts.values(), structure.superiorOf)]).toEqual(first)
  })

  it('has nothing to place in an empty plan', () => {
    expect(tidyLayout([], new Map()).size).toBe(0)
    expect(boxAround([])).toBeUndefined()
  })
})

function largePresence(count: number) {
  const ids = Array.from({ length: count }, (_, index) => `p${index}`)
  return structureOf(
    ...ids.map((id, index) => post(id, index % 9 === 8 ? { external: true } : { insideMission: index % 3 !== 2 })),
    ...ids.slice(1).map((id, index) => line(id, `p${Math.floor(index / 4)}`)),
  )
}
