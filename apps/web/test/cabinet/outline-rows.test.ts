import { describe, expect, it } from 'vitest'
import { branchOf, outlineRows } from '../../src/features/cabinet/outline-rows.ts'
import { line, post, structureOf } from './build-structure.ts'

const none: ReadonlySet<string> = new Set()

describe('the structure as a tree', () => {
  const chart = structureOf(
    post('a'),
    post('b'),
    post('c'),
    post('lone'),
    line('b', 'a'),
    line('c', 'b'),
    line('b', 'lone', 'dotted'),
  )

  it('holds every post once, its reports below it, and its other lines as rows of their own', () => {
    const rows = outlineRows(chart.posts, chart.lines, chart.structure, none)
    expect(rows.map(row => [row.key, row.level, row.position, row.siblings])).toEqual([
      ['post/a', 1, 1, 2],
      ['post/b', 2, 1, 1],
      ['line/b>lone:dotted', 3, 1, 2],
      ['post/c', 3, 2, 2],
      ['post/lone', 1, 2, 2],
    ])
  })

  it('hides what is below a collapsed post', () => {
    const rows = outlineRows(chart.posts, chart.lines, chart.structure, new Set(['b']))
    expect(rows.map(row => row.key)).toEqual(['post/a', 'post/b', 'post/lone'])
    expect(rows[1]).toMatchObject({ expandable: true, expanded: false })
  })

  it('shows every post even where direct lines run in a circle', () => {
    const circle = structureOf(post('a'), post('b'), post('c'), line('a', 'b'), line('b', 'c'), line('c', 'a'))
    const posts = outlineRows(circle.posts, circle.lines, circle.structure, none).filter(row => row.row === 'post')
    expect(posts.map(row => row.key).sort()).toEqual(['post/a', 'post/b', 'post/c'])
  })

  it('names a whole branch', () => {
    expect([...branchOf('a', chart.structure.reportsOf)]).toEqual(['a', 'b', 'c'])
  })
})
