import { describe, expect, it } from 'vitest'
import { stepAmong, type Stop } from '../../src/features/canvas/grid-steps.ts'

//            column 0            column 1
// head       0                   1
// row 0   2  3 4 (two in a cell) 5
// row 1   6  7                   8
const stops: readonly Stop[] = [
  { row: -1, column: 0 },
  { row: -1, column: 1 },
  { row: 0, column: -1 },
  { row: 0, column: 0 },
  { row: 0, column: 0 },
  { row: 0, column: 1 },
  { row: 1, column: -1 },
  { row: 1, column: 0 },
  { row: 1, column: 1 },
]
const press = (from: number, key: string, { control = false, rightToLeft = false } = {}) =>
  stepAmong(stops, from, { key, control, rightToLeft })

describe('walking the grid', () => {
  it.each([
    ['down walks the cards of a cell first', 3, 'ArrowDown', 4],
    ['down leaves the cell after its last card', 4, 'ArrowDown', 7],
    ['up enters a cell at its last card', 7, 'ArrowUp', 4],
    ['up from the first card reaches the head of the column', 3, 'ArrowUp', 0],
    ['right keeps the height, as far as the next cell has one', 4, 'ArrowRight', 5],
    ['left reaches the head of the row', 3, 'ArrowLeft', 2],
    ['at the edge one stays', 8, 'ArrowRight', 8],
    ['at the lower edge one stays', 8, 'ArrowDown', 8],
    ['Home leads to the first of the row', 5, 'Home', 2],
    ['End leads to the last of the row', 3, 'End', 5],
  ])('%s', (_claim, from, key, to) => {
    expect(press(from, key)).toBe(to)
  })

  it('left and right are mirrored in Arabic, up and down are not', () => {
    expect(press(3, 'ArrowLeft', { rightToLeft: true })).toBe(5)
    expect(press(3, 'ArrowRight', { rightToLeft: true })).toBe(2)
    expect(press(4, 'ArrowDown', { rightToLeft: true })).toBe(7)
  })

  it('with Control, Home and End lead to the ends of the grid', () => {
    expect(press(5, 'Home', { control: true })).toBe(0)
    expect(press(3, 'End', { control: true })).toBe(8)
  })

  it('another key is no step', () => {
    expect(press(3, 'x')).toBeUndefined()
  })
})
