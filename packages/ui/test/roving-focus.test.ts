import { describe, expect, it } from 'vitest'
import { indexAfter, isRightToLeft, stepFor } from '../src/roving-focus.ts'

describe('stepFor', () => {
  it('left and right follow the direction of the text', () => {
    expect(stepFor('ArrowRight', { orientation: 'horizontal', rightToLeft: false })).toBe('next')
    expect(stepFor('ArrowRight', { orientation: 'horizontal', rightToLeft: true })).toBe('previous')
    expect(stepFor('ArrowLeft', { orientation: 'horizontal', rightToLeft: true })).toBe('next')
  })

  it('up and down are the same in both directions', () => {
    expect(stepFor('ArrowDown', { orientation: 'vertical', rightToLeft: true })).toBe('next')
    expect(stepFor('ArrowUp', { orientation: 'both', rightToLeft: true })).toBe('previous')
  })

  it('a row leaves the keys of the other axis alone', () => {
    expect(stepFor('ArrowDown', { orientation: 'horizontal', rightToLeft: false })).toBeUndefined()
    expect(stepFor('ArrowLeft', { orientation: 'vertical', rightToLeft: false })).toBeUndefined()
  })
})

describe('indexAfter', () => {
  it('goes round at both ends, and begins at the near one from nowhere', () => {
    expect(indexAfter('next', 2, 3)).toBe(0)
    expect(indexAfter('previous', 0, 3)).toBe(2)
    expect(indexAfter('next', -1, 3)).toBe(0)
    expect(indexAfter('previous', -1, 3)).toBe(2)
  })

  it('of nothing there is no next', () => {
    expect(indexAfter('next', -1, 0)).toBe(-1)
  })
})

describe('isRightToLeft', () => {
  it('asks the nearest element that says a direction, and lets dir=auto pass on', () => {
    document.body.innerHTML = '<div dir="rtl"><p dir="auto"><b></b></p><p dir="ltr"><i></i></p></div>'
    expect(isRightToLeft(document.querySelector('b')!)).toBe(true)
    expect(isRightToLeft(document.querySelector('i')!)).toBe(false)
  })
})
