import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareOrdered, orderKeyBetween, orderKeysAfter, orderKeysToPlace, type Ordered } from '../src/index.ts'

function place(siblings: readonly Ordered[], index: number, id: string): Ordered[] {
  const keys = orderKeysToPlace(siblings, index, id)
  const placed = [...siblings.filter(each => each.id !== id), { id, orderKey: '' }]
  return placed.map(each => ({ ...each, orderKey: keys.get(each.id) ?? each.orderKey })).sort(compareOrdered)
}

describe('a place among siblings', () => {
  it('is found at the start, between two, at the end, and in an empty row', () => {
    const [a = '', b = ''] = orderKeysAfter(undefined, 2)
    expect(orderKeyBetween(undefined, a) < a).toBe(true)
    expect(orderKeyBetween(a, b) > a && orderKeyBetween(a, b) < b).toBe(true)
    expect(orderKeyBetween(b, undefined) > b).toBe(true)
    expect([...orderKeysToPlace([], 0, 'only')]).toHaveLength(1)
  })

  it('costs one key, wherever neighbours differ', () => {
    const siblings = orderKeysAfter(undefined, 5).map((orderKey, i) => ({ id: `s${i}`, orderKey }))
    for (let index = 0; index <= 5; index++)
      expect([...orderKeysToPlace(siblings, index, 'new').keys()]).toEqual(['new'])
  })

  it('between equal neighbours spreads out those behind it, and no others', () => {
    const siblings = ['a', 'b', 'c'].map(id => ({ id, orderKey: 'a1' })).concat({ id: 'd', orderKey: 'a2' })
    expect([...orderKeysToPlace(siblings, 1, 'new').keys()]).toEqual(['new', 'b', 'c'])
    expect(place(siblings, 1, 'new').map(each => each.id)).toEqual(['a', 'new', 'b', 'c', 'd'])
  })

  it('beyond either end is the end', () => {
    const siblings = [{ id: 'a', orderKey: 'a1' }]
    expect(place(siblings, -3, 'first').map(each => each.id)).toEqual(['first', 'a'])
    expect(place(siblings, 9, 'last').map(each => each.id)).toEqual(['a', 'last'])
  })

  it('is where it was asked for, after any inserts and moves, also where merges left equal keys', () => {
    const step = fc.record({ at: fc.nat(20), moves: fc.option(fc.nat(20), { nil: undefined }), twin: fc.boolean() })
    let placed = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), steps => {
        let row: Ordered[] = []
        for (const [i, { at, moves, twin }] of steps.entries()) {
          const moved = moves === undefined ? undefined : row[moves % Math.max(row.length, 1)]
          const id = moved?.id ?? `n${i}`
          const others = row.filter(each => each.id !== id)
          const index = at % (others.length + 1)
          const wanted = others.map(each => each.id).toSpliced(index, 0, id)
          row = place(others, index, id)
          placed++
          expect(row.map(each => each.id)).toEqual(wanted)
          // Somebody else inserts at the same place at the same time and gets the same key.
          if (twin) row = [...row, { id: `${i}twin`, orderKey: row[index]?.orderKey ?? 'a0' }].sort(compareOrdered)
        }
      }),
      { numRuns: 200 },
    )
    expect(placed).toBeGreaterThan(1000)
  })

  it('of equal keys is the order of the ids, the same for everybody', () => {
    const twins = ['b', 'a', 'c'].map(id => ({ id, orderKey: 'a1' }))
    expect(twins.toSorted(compareOrdered).map(each => each.id)).toEqual(['a', 'b', 'c'])
    expect(compareOrdered({ id: 'a', orderKey: 'a1' }, { id: 'a', orderKey: 'a1' })).toBe(0)
  })
})

describe('keys after another', () => {
  it('ascend by code unit and stay short for thousands', () => {
    const keys = orderKeysAfter('a5', 10_000)
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)))
    expect(new Set(keys).size).toBe(10_000)
    expect(keys.every(key => key > 'a5' && key.length < 10)).toBe(true)
  })
})
