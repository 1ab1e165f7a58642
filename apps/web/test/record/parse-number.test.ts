import { describe, expect, it } from 'vitest'
import { parseNumber } from '../../src/features/record/parse-number.ts'

describe('a typed number', () => {
  it.each([
    ['en', '1,234.5', 1234.5],
    ['en', '12', 12],
    ['en', '-3', -3],
    ['en', '−3', -3],
    ['en', '1,234', 1234],
    ['en', '1 234', 1234],
    ['en', '0,5', 0.5],
    ['en', '.5', 0.5],
    ['fr', '1 234,5', 1234.5],
    ['fr', '1 234,5', 1234.5],
    ['fr', '1.234,5', 1234.5],
    ['fr', '0.5', 0.5],
    ['ar', '١٢٫٥', 12.5],
    ['ar', '٣٥٠٠', 3500],
  ] as const)('in %s: %s is read', (locale, typed, number) => {
    expect(parseNumber(typed, locale)).toBe(number)
  })

  it.each(['', 'twelve', '12 people', '1,2,3', '1.2.3', '--1', '1e5', '12%'])('%s is not guessed at', typed => {
    expect(parseNumber(typed, 'en')).toBeUndefined()
  })
})
