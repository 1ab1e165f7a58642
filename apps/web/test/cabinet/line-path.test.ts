import { describe, expect, it } from 'vitest'
import { cardAt, cardSize } from '../../src/features/cabinet/box.ts'
import { curvedPath, reportingPath } from '../../src/features/cabinet/line-path.ts'

describe('paths of lines', () => {
  const superior = cardAt({ x: 0, y: 0 })

  it('lead from the report up to the middle of the superior’s lower edge', () => {
    const { path, end, angle } = reportingPath(superior, cardAt({ x: 400, y: 300 }), 'top')
    expect(path.startsWith('M500,300')).toBe(true)
    expect(end).toEqual({ x: cardSize.width / 2, y: cardSize.height })
    expect(angle).toBe(-90)
  })

  it('leave a stacked report by its side', () => {
    const { path } = reportingPath(superior, cardAt({ x: 0, y: 300 }), 'side')
    expect(path.startsWith(`M0,${300 + cardSize.height / 2}`)).toBe(true)
  })

  it('can still be followed where a report stands above its superior', () => {
    const { path } = reportingPath(cardAt({ x: 0, y: 500 }), cardAt({ x: 0, y: 0 }), 'top')
    expect(path).toContain('C')
    expect(path).not.toContain('NaN')
  })

  it.each([
    ['beside', { x: 600, y: 0 }],
    ['below', { x: 0, y: 600 }],
    ['at the same place', { x: 0, y: 0 }],
  ])('are numbers for two cards %s', (_where, place) => {
    const { path, middle } = curvedPath(superior, cardAt(place), 1)
    expect(path).not.toContain('NaN')
    expect(Number.isFinite(middle.x + middle.y)).toBe(true)
  })

  it('keep lanes apart', () => {
    const there = cardAt({ x: 600, y: 0 })
    expect(curvedPath(superior, there, 0).middle).not.toEqual(curvedPath(superior, there, 1).middle)
  })
})
