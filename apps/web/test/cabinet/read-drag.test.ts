import { describe, expect, it } from 'vitest'
import { readDrag } from '../../src/features/cabinet/read-drag.ts'

describe('what others announce while they drag', () => {
  it('is read when it is a drag of this screen', () => {
    const places = readDrag({ gesture: 'cabinet-drag', places: { a: { x: 1, y: 2 } } })
    expect(places).toEqual(new Map([['a', { x: 1, y: 2 }]]))
  })

  it.each([
    undefined,
    'cabinet-drag',
    { gesture: 'other', places: {} },
    { gesture: 'cabinet-drag', places: { a: { x: 'left', y: 2 } } },
    { gesture: 'cabinet-drag', places: null },
    { gesture: 'cabinet-drag', places: { a: { x: Number.NaN, y: 2 } } },
  ])('is nobody’s drag otherwise: %j', gesture => {
    expect(readDrag(gesture)).toBeUndefined()
  })
})
