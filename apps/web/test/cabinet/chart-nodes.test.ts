import { describe, expect, it } from 'vitest'
import { createNodeBuilder, type ChartNodesInput } from '../../src/features/cabinet/chart-nodes.ts'
import { placePosts } from '../../src/features/cabinet/place-posts.ts'
import { line, post, structureOf } from './build-structure.ts'

const describePost = () => 'a post'

function inputFor(chart: ReturnType<typeof structureOf>, more: Partial<ChartNodesInput> = {}): ChartNodesInput {
  return {
    posts: chart.posts,
    entities: new Map(),
    places: placePosts(chart.posts.values(), chart.structure.superiorOf),
    held: undefined,
    selected: new Set(),
    holders: new Map(),
    reportsOf: chart.structure.reportsOf,
    awaitedId: undefined,
    canWrite: true,
    describe: describePost,
    ...more,
  }
}

describe('nodes of the chart', () => {
  const chart = structureOf(post('a', { pos: { x: 0, y: 0 } }), post('b', { pos: { x: 0, y: 300 } }), line('b', 'a'))

  it('are the same objects while nothing of them changed', () => {
    const build = createNodeBuilder()
    const before = build(inputFor(chart))
    const after = build(inputFor(chart))
    expect(after.map((node, index) => node === before[index])).toEqual([true, true])
  })

  it('are new objects only where a drag holds them elsewhere', () => {
    const build = createNodeBuilder()
    const before = build(inputFor(chart))
    const after = build(inputFor(chart, { held: new Map([['b', { x: 40, y: 300 }]]) }))
    expect(after.map((node, index) => node === before[index])).toEqual([true, false])
    expect(after[1]!.data).toBe(before[1]!.data)
    expect(after[1]!.position).toEqual({ x: 40, y: 300 })
  })

  it('keep their data when the same person is told again', () => {
    const build = createNodeBuilder()
    const holder = () => new Map([['a', [{ personId: 'p', name: 'Amina', group: 'OCHA', moving: false }]]])
    const before = build(inputFor(chart, { holders: holder() }))
    const after = build(inputFor(chart, { holders: holder() }))
    expect(after[0]).toBe(before[0])
    const moving = new Map([['a', [{ personId: 'p', name: 'Amina', group: 'OCHA', moving: true }]]])
    expect(build(inputFor(chart, { holders: moving }))[0]).not.toBe(before[0])
  })

  it('cannot be dragged by a reader', () => {
    const nodes = createNodeBuilder()(inputFor(chart, { canWrite: false }))
    expect(nodes.map(node => [node.draggable, node.connectable])).toEqual([
      [false, false],
      [false, false],
    ])
  })
})
