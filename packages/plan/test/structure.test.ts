import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOf, readStructure, standsUnder, type AnyRecord, type Plan, type Structure } from '../src/index.ts'
import { arbitraryPlan, buildPlan } from '../testing/index.ts'

function structureOf(postIds: string, ...lines: readonly string[]): Structure {
  return readStructure(planWith(postIds, lines))
}

/** `'1: a > b'` is a direct line with id 1 from a up to b; `~` instead of `>` makes it a dotted one. */
function planWith(postIds: string, lines: readonly string[]): Plan {
  const drawn = lines.map(line => {
    const [, id = '', from = '', sign, to = ''] = /^(\S+): (\S*) ([>~]) ?(\S*)$/.exec(line) ?? []
    const type = sign === '>' ? ('direct' as const) : ('dotted' as const)
    return { id, type, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) }
  })
  return buildPlan({ post: postIds.split(' ').map(id => ({ id })), line: drawn })
}

function treeOf(structure: Structure, under: string | null = null): unknown {
  return Object.fromEntries((structure.reportsOf.get(under) ?? []).map(id => [id, treeOf(structure, id)]))
}

describe('the tree of posts', () => {
  it('follows the direct lines and no others', () => {
    const structure = structureOf('a b c d', '1: b > a', '2: c > a', '3: d > b', '4: d ~ c')
    expect(treeOf(structure)).toEqual({ a: { b: { d: {} }, c: {} } })
    expect(structure.superiorOf.get('d')).toEqual({ postId: 'b', lineId: '3' })
    expect(structure.unsound).toEqual([])
  })

  it('keeps the order of the posts among siblings, and at the top', () => {
    const structure = structureOf('z y x w', '1: w > z', '2: x > z')
    expect([...structure.reportsOf]).toEqual([
      [null, ['z', 'y']],
      ['z', ['x', 'w']],
    ])
  })

  it('counts the first of two direct superiors and reports the other', () => {
    const structure = structureOf('a b c', '9: a > b', '1: a > c')
    expect(treeOf(structure)).toEqual({ b: { a: {} }, c: {} })
    expect(structure.unsound).toEqual([{ code: 'second-superior', lineId: '1', postId: 'a', countsLineId: '9' }])
  })

  it('cuts a circle at its last line', () => {
    const structure = structureOf('a b c d', '1: a > b', '2: b > c', '3: c > a', '4: d > a')
    expect(treeOf(structure)).toEqual({ c: { b: { a: { d: {} } } } })
    expect(structure.unsound).toEqual([{ code: 'cycle', lineId: '3', lineIds: ['1', '2', '3'] }])
  })

  it('cuts each of several circles, and a post that reports to itself', () => {
    const structure = structureOf('a b c d e', '1: a > b', '2: b > a', '3: c > c', '4: d > e', '5: e > d')
    expect(treeOf(structure)).toEqual({ b: { a: {} }, c: {}, e: { d: {} } })
    expect(structure.unsound.map(({ lineId }) => lineId).sort()).toEqual(['2', '3', '5'])
  })

  it('reports a line to a post that is gone, or to nowhere, and reads on without it', () => {
    const structure = structureOf('a', '1: a > gone', '2: a >', '3:  > ', '4: gone ~ a')
    expect(treeOf(structure)).toEqual({ a: {} })
    expect(structure.unsound).toEqual([
      { code: 'dangling-line', lineId: '1', ends: ['to'] },
      { code: 'dangling-line', lineId: '2', ends: ['to'] },
      { code: 'dangling-line', lineId: '3', ends: ['from', 'to'] },
      { code: 'dangling-line', lineId: '4', ends: ['from'] },
    ])
  })

  it('counts the smallest id of two lines that say the same, of whatever type', () => {
    const structure = structureOf('a b', '2: a > b', '1: a > b', '4: a ~ b', '3: a ~ b')
    expect(structure.superiorOf.get('a')).toEqual({ postId: 'b', lineId: '1' })
    expect(structure.unsound).toEqual([
      { code: 'duplicate-line', lineId: '2', countsLineId: '1' },
      { code: 'duplicate-line', lineId: '4', countsLineId: '3' },
    ])
  })

  it('is the same object as long as neither posts nor lines change', () => {
    const plan = planWith('a b', ['1: a > b'])
    const renamed = { ...plan, objective: new Map() }
    expect(readStructure(renamed)).toBe(readStructure(plan))
    expect(readStructure({ ...plan, line: new Map(plan.line) })).not.toBe(readStructure(plan))
  })

  it('reads a chain of three thousand posts without recursion', () => {
    const ids = Array.from({ length: 3000 }, (_, i) => `p${i}`)
    const lines = ids.slice(1).map((id, i) => `l${i}: ${id} > p${i}`)
    const structure = structureOf(ids.join(' '), ...lines, 'back: p0 > p2999')
    expect(structure.unsound).toHaveLength(1)
    expect(structure.superiorOf.size).toBe(2999)
    expect(standsUnder(structure, 'p2999', 'p0')).toBe(true)
    expect(standsUnder(structure, 'p0', 'p2999')).toBe(false)
  })
})

describe('any posts and lines', () => {
  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
  const line = fc.record(
    { from: ids, to: ids, type: fc.constantFrom('direct', 'direct', 'direct', 'dotted') },
    { requiredKeys: ['type'] },
  )
  const lines = fc.array(line, { maxLength: 14 })
  const posts = fc.subarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 2 })
  const orderKeys = fc.array(fc.constantFrom('a0', 'a1', 'a2'), { minLength: 14, maxLength: 14 })

  const records = fc
    .tuple(posts, lines, orderKeys)
    .map(([posts, lines, keys]) => [
      ...posts.map((id, i) => ({ kind: 'post', id, orderKey: keys[i] }) as AnyRecord),
      ...lines.map((line, i) => ({ kind: 'line', id: `l${i % 5}${i}`, orderKey: keys[i], ...line }) as AnyRecord),
    ])

  it('read alike in whatever order they came', () => {
    let unsound = 0
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.nat()), (all, dice) => {
        const shuffled = all.map(each => [dice.next().value as number, each] as const).sort(([a], [b]) => a - b)
        const [here, there] = [all, shuffled.map(([, each]) => each)].map(each => readStructure(planOf(each)))
        unsound += here?.unsound.length ?? 0
        expect([...(there?.reportsOf ?? [])]).toEqual([...(here?.reportsOf ?? [])])
        expect(there).toEqual(here)
      }),
      { numRuns: 300 },
    )
    expect(unsound).toBeGreaterThan(100)
  })

  it('put every post into the tree exactly once', () => {
    let placed = 0
    const holds = (plan: Plan) => {
      const structure = readStructure(plan)
      const seen: string[] = []
      const walk = (under: string | null): void => {
        for (const id of structure.reportsOf.get(under) ?? []) {
          seen.push(id)
          walk(id)
        }
      }
      walk(null)
      placed += seen.length
      expect(seen.toSorted()).toEqual([...plan.post.keys()].toSorted())
      for (const [id, { postId }] of structure.superiorOf) expect(structure.reportsOf.get(postId)).toContain(id)
    }
    fc.assert(
      fc.property(records, all => holds(planOf(all))),
      { numRuns: 300 },
    )
    fc.assert(fc.property(arbitraryPlan(), holds), { numRuns: 20 })
    expect(placed).toBeGreaterThan(300)
  })

  it('lose no direct line silently: each counts or is reported', () => {
    fc.assert(
      fc.property(records, all => {
        const plan = planOf(all)
        const { superiorOf, unsound } = readStructure(plan)
        const accounted = [
          ...[...superiorOf.values()].map(({ lineId }) => lineId),
          ...unsound.map(({ lineId }) => lineId),
        ]
        const direct = [...plan.line.values()].filter(({ type }) => type === 'direct').map(({ id }) => id)
        for (const id of direct) expect(accounted.filter(each => each === id)).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })
})
