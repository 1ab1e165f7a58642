import { describe, expect, it } from 'vitest'
import { shiftedOffset } from '../../src/features/canvas/prose-field.tsx'

describe('the caret while others type', () => {
  it.each([
    ['stays when letters come in behind it', 'abc', 'abcdef', 2, 2],
    ['moves on when letters come in before it', 'abc', 'xxabc', 2, 4],
    ['moves back when letters before it go', 'xxabc', 'abc', 4, 2],
    ['stands where the letters around it were taken away', 'abcdef', 'af', 3, 1],
    ['stays in a text that did not change', 'abc', 'abc', 1, 1],
    ['is at the end of a text that grew in the middle, if it was at the end', 'ac', 'abbbc', 2, 5],
  ])('%s', (_claim, before, after, offset, moved) => {
    expect(shiftedOffset(before, after, offset)).toBe(moved)
  })
})
