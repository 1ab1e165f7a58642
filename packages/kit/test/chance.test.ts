import { describe, expect, it } from 'vitest'
import { newId, seededRandom } from '../src/index.ts'

function draws(seed: number, count: number): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => random())
}

describe('seeded chance', () => {
  it('gives the same run for the same seed and another for another', () => {
    expect(draws(7, 50)).toEqual(draws(7, 50))
    expect(draws(7, 50)).not.toEqual(draws(8, 50))
  })

  it('stays in [0, 1) and is even enough to play with', () => {
    for (const seed of [0, 1, -1, 2 ** 32, 123_456_789]) {
      const run = draws(seed, 10_000)
      expect(run.every(draw => draw >= 0 && draw < 1)).toBe(true)
      const tenths = Map.groupBy(run, draw => Math.floor(draw * 10))
      for (let tenth = 0; tenth < 10; tenth++) expect(tenths.get(tenth)?.length).toBeGreaterThan(850)
    }
  })
})

describe('an id', () => {
  it('is twelve characters that nobody mistakes for one another, in small letters', () => {
    expect(newId(seededRandom(1))).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/)
    expect([newId(() => 0), newId(() => 1 - Number.EPSILON)]).toEqual(['000000000000', 'zzzzzzzzzzzz'])
  })

  it('does not come twice in a hundred thousand', () => {
    const random = seededRandom(42)
    expect(new Set(Array.from({ length: 100_000 }, () => newId(random))).size).toBe(100_000)
  })
})
