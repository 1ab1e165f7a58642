import { describe, expect, it } from 'vitest'
import { cardAt } from '../../src/features/cabinet/box.ts'
import { framePath, framesOf } from '../../src/features/cabinet/frames.ts'
import { standingOf, type Standing } from '../../src/features/cabinet/standing.ts'
import { post } from './build-structure.ts'

function standee(standing: Standing, x: number, y: number) {
  return { standing, box: cardAt({ x, y }) }
}

describe('frames', () => {
  it('draws no frame around posts whose standing is not recorded', () => {
    expect(framesOf([standee('unrecorded', 0, 0)])).toEqual([])
  })

  it('draws the UN presence only where there is more than the mission', () => {
    expect(framesOf([standee('mission', 0, 0)]).map(frame => frame.name)).toEqual(['mission'])
    const both = framesOf([standee('mission', 0, 0), standee('presence', 400, 0)])
    expect(both.map(frame => frame.name)).toEqual(['presence', 'mission'])
  })

  it('cuts a bay for a post that stands within the outline and does not belong', () => {
    const frames = framesOf([
      standee('mission', 0, 0),
      standee('mission', 800, 600),
      standee('presence', 400, 300),
      standee('outside', 400, 0),
    ])
    const bays = Object.fromEntries(frames.map(frame => [frame.name, frame.bays.length]))
    expect(bays).toEqual({ presence: 1, mission: 2 })
    expect(framePath(frames[1]!).match(/M/g)).toHaveLength(3)
  })

  it('reads what is not recorded as neither inside nor outside', () => {
    expect(standingOf(post('a'))).toBe('unrecorded')
    expect(standingOf(post('a', { insideMission: false }))).toBe('presence')
    expect(standingOf(post('a', { insideMission: true }))).toBe('mission')
    expect(standingOf(post('a', { insideMission: false, external: true }))).toBe('outside')
  })
})
