import type { Plan } from '@barycentre/plan'
import { describe, expect, it } from 'vitest'
import {
  beforeAfterStep,
  canvasOf,
  neighbour,
  objectivesIn,
  placeId,
  unplaced,
  type Canvas,
} from '../../src/features/canvas/canvas-model.ts'
import { lineOfEffort, objective, phase, planWith, record } from './plan-of-objectives.ts'

const canvas = (plan: Plan, previous?: Canvas) => canvasOf(plan.phase, plan.function, plan.objective, previous)
const idsIn = (of: Canvas, row: string, column: string) => objectivesIn(of, row, column).map(each => each.id)
const keys = (all: readonly { readonly key: string }[]) => all.map(each => each.key)

describe('the canvas of a plan', () => {
  it('has phases as columns and functions as rows, in the order of the plan', () => {
    const now = canvas(planWith(phase('p1'), phase('p2'), lineOfEffort('f1'), lineOfEffort('f2')))
    expect(keys(now.columns)).toEqual(['p1', 'p2'])
    expect(keys(now.rows)).toEqual(['f1', 'f2'])
  })

  it('puts an objective into the column of each of its phases, once', () => {
    const now = canvas(planWith(phase('p1'), phase('p2'), lineOfEffort('f'), objective('o', ['p1', 'p2', 'p1'], 'f')))
    expect(idsIn(now, 'f', 'p1')).toEqual(['o'])
    expect(idsIn(now, 'f', 'p2')).toEqual(['o'])
  })

  it('keeps the objectives of a cell in the order of the plan', () => {
    const now = canvas(planWith(phase('p'), lineOfEffort('f'), objective('b', ['p'], 'f'), objective('a', ['p'], 'f')))
    expect(idsIn(now, 'f', 'p')).toEqual(['b', 'a'])
  })

  it('has a row and a column for what is not placed yet only while something is in them', () => {
    const placed = canvas(planWith(phase('p'), lineOfEffort('f'), objective('o', ['p'], 'f')))
    expect([keys(placed.columns), keys(placed.rows)]).toEqual([['p'], ['f']])
    const loose = canvas(planWith(phase('p'), lineOfEffort('f'), objective('o', [])))
    expect([keys(loose.columns), keys(loose.rows)]).toEqual([
      ['p', unplaced],
      ['f', unplaced],
    ])
    expect(idsIn(loose, unplaced, unplaced)).toEqual(['o'])
  })

  it('shows an objective whose phase and function were removed as not placed, never not at all', () => {
    const now = canvas(planWith(phase('p'), lineOfEffort('f'), objective('o', ['gone'], 'gone')))
    expect(idsIn(now, unplaced, unplaced)).toEqual(['o'])
  })

  it('ignores a removed phase of an objective that stands in another', () => {
    const now = canvas(planWith(phase('p'), lineOfEffort('f'), objective('o', ['gone', 'p'], 'f')))
    expect(idsIn(now, 'f', 'p')).toEqual(['o'])
    expect(keys(now.columns)).toEqual(['p'])
  })

  it('tells ids apart that would run into each other', () => {
    const now = canvas(
      planWith(phase('b'), phase('b","c'), lineOfEffort('a'), lineOfEffort('a","b'), objective('o', ['b","c'], 'a')),
    )
    expect(idsIn(now, 'a', 'b","c')).toEqual(['o'])
    expect(idsIn(now, 'a","b', 'b')).toEqual([])
  })

  it('keeps the identity of cells that did not change', () => {
    const [p, f, g] = [phase('p'), lineOfEffort('f'), lineOfEffort('g')]
    const [stays, changes] = [objective('stays', ['p'], 'f'), objective('changes', ['p'], 'g')]
    const first = canvas(planWith(p, f, g, stays, changes))
    const changed = record('objective', 'changes', { title: 'new', phaseIds: ['p'], functionId: 'g' })
    const second = canvas(planWith(p, f, g, stays, changed), first)
    expect(objectivesIn(second, 'f', 'p')).toBe(objectivesIn(first, 'f', 'p'))
    expect(objectivesIn(second, 'g', 'p')).not.toBe(objectivesIn(first, 'g', 'p'))
  })
})

describe('moving on the canvas', () => {
  const all = [{ key: 'a' }, { key: 'b' }, { key: 'c' }]

  it('a step leads to the neighbour and stops at the edge', () => {
    expect(neighbour(all, 'a', 1)?.key).toBe('b')
    expect(neighbour(all, 'c', 1)).toBeUndefined()
    expect(neighbour(all, 'a', -1)).toBeUndefined()
    expect(neighbour(all, 'gone', 1)).toBeUndefined()
  })

  it.each([
    ['a', 1, 'c'],
    ['b', 1, null],
    ['c', 1, undefined],
    ['b', -1, 'a'],
    ['c', -1, 'b'],
    ['a', -1, undefined],
    ['gone', 1, undefined],
  ] as const)('%s one step by %i goes before %s', (id, step, before) => {
    expect(beforeAfterStep(['a', 'b', 'c'], id, step)).toBe(before)
  })

  it('what is not placed is no phase and no function to a command', () => {
    expect(placeId(unplaced)).toBeNull()
    expect(placeId('p')).toBe('p')
  })
})
