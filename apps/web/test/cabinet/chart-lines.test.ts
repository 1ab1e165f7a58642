import type { AnyRecord } from '@barycentre/plan'
import { describe, expect, it } from 'vitest'
import { createLineBuilder, createLineSorter } from '../../src/features/cabinet/chart-lines.ts'
import { placePosts } from '../../src/features/cabinet/place-posts.ts'
import { line, post, structureOf } from './build-structure.ts'

function inputFor({ posts, lines, structure }: ReturnType<typeof structureOf>) {
  return { lines, places: placePosts(posts.values(), structure.superiorOf), superiorOf: structure.superiorOf }
}

function linesOf(...records: readonly AnyRecord[]) {
  return createLineBuilder()(inputFor(structureOf(...records)))
}

describe('lines of the chart', () => {
  it('leave out a line that has lost an end', () => {
    expect(linesOf(post('a'), line('a', 'gone'))).toEqual([])
  })

  it('mark the direct line that the sound reading does not follow', () => {
    const lines = linesOf(post('a'), post('b'), post('c'), line('c', 'a'), line('c', 'b'))
    expect(lines.map(each => each.unsound)).toEqual([false, true])
  })

  it('keep several lines between the same two posts apart', () => {
    const lines = linesOf(post('a'), post('b'), line('a', 'b', 'consult'), line('b', 'a', 'inform'))
    expect(lines.map(each => each.lane)).toEqual([0, 1])
  })

  it('enter stacked reports from the side, lone ones from above', () => {
    const lines = linesOf(
      post('a', { pos: { x: 0, y: 0 } }),
      post('b', { pos: { x: 0, y: 200 } }),
      post('c', { pos: { x: 0, y: 400 } }),
      post('d', { pos: { x: 600, y: 200 } }),
      line('b', 'a'),
      line('c', 'a'),
      line('d', 'a'),
    )
    expect(lines.map(each => each.entry)).toEqual(['side', 'side', 'top'])
  })

  it('are the same objects while nothing of them changed', () => {
    const build = createLineBuilder()
    const records = [post('a'), post('b'), post('c'), line('b', 'a'), line('c', 'a', 'consult')]
    const before = build(inputFor(structureOf(...records)))
    const after = build(inputFor(structureOf(...records.slice(0, 4), line('c', 'a', 'inform'))))
    expect(after.map((each, index) => each === before[index])).toEqual([true, false])
  })
})

describe('live and still lines', () => {
  const lines = linesOf(post('a'), post('b'), post('c'), post('d'), line('b', 'a'), line('c', 'b'), line('d', 'a'))
  const idsOf = (some: readonly { readonly id: string }[]) => some.map(each => each.id)

  it('are told apart by what is held, without losing any', () => {
    const { still, live } = createLineSorter()(lines, ({ from, to }) => from === 'b' || to === 'b')
    expect(idsOf(live)).toEqual(['b>a:direct', 'c>b:direct'])
    expect(idsOf(still)).toEqual(['d>a:direct'])
  })

  it('are the same lists for as long as the same lines are in them', () => {
    const sort = createLineSorter()
    const before = sort(lines, ({ from }) => from === 'd')
    const after = sort([...lines], ({ from }) => from === 'd')
    expect(after.still).toBe(before.still)
    expect(after.live).toBe(before.live)
    expect(sort(lines, () => false).still).not.toBe(before.still)
  })
})
