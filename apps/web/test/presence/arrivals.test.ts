import { describe, expect, it } from 'vitest'
import { arrivals } from '../../src/features/presence/arrivals.ts'
import { addressOf } from '../../src/features/presence/follow.ts'
import type { Presence } from '../../src/workspace/presence.ts'

describe('who came and who left', () => {
  it('is told by person, once for all who came between two moments', () => {
    expect(arrivals(here('Amina'), here('Amina', 'Joseph', 'Leila'))).toEqual({ came: ['Joseph', 'Leila'], left: [] })
    expect(arrivals(here('Amina', 'Joseph'), here('Joseph'))).toEqual({ came: [], left: ['Amina'] })
  })

  it('leaves out whoever left and came back meanwhile', () => {
    expect(arrivals(here('Amina'), here('Amina'))).toEqual({ came: [], left: [] })
  })
})

describe('following somebody', () => {
  it('leads to their screen and the record that they have open', () => {
    expect(addressOf('w1', at({ screen: 'canvas' }))).toBe('/w/w1/canvas')
    expect(addressOf('w1', at({ screen: 'cabinet', record: { kind: 'post', id: 'p-1' } }))).toBe(
      '/w/w1/cabinet?record=post:p-1',
    )
  })

  it('leads nowhere while they are on no screen that this page knows', () => {
    expect(addressOf('w1', at({}))).toBeUndefined()
    expect(addressOf('w1', at({ screen: 'a-newer-screen' }))).toBeUndefined()
  })
})

function here(...names: string[]): ReadonlyMap<string, string> {
  return new Map(names.map(name => [`id of ${name}`, name]))
}

function at(where: Partial<Presence>): Presence {
  return { clientId: 1, personId: 'p', name: 'A', group: 'DPA', entity: '', role: 'planner', self: false, ...where }
}
