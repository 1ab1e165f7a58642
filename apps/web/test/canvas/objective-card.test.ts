import type { RecordOf } from '@barycentre/plan'
import { describe, expect, it } from 'vitest'
import { objectiveCards, sumMoney } from '../../src/features/canvas/objective-card.ts'
import { objective, planWith, record } from './plan-of-objectives.ts'

type Funding = Omit<RecordOf<'fundingLine'>, 'kind' | 'id' | 'orderKey'>
const funding = (...lines: Funding[]) =>
  lines.map(
    (line, index) => record('fundingLine', `l${index}`, { currency: 'USD', ...line }) as RecordOf<'fundingLine'>,
  )

describe('the money of an objective', () => {
  it('is what is required, what has come in, and what is missing', () => {
    const [sum] = sumMoney(funding({ required: 11.2, received: 10.6 }, { required: 5.4, received: 5 }))
    expect(sum).toMatchObject({ required: 16.6, received: 15.6, gap: 1 })
  })

  it('adds decimals without crumbs', () => {
    expect(sumMoney(funding({ required: 0.1, received: 0 }, { required: 0.2, received: 0 }))[0]?.gap).toBe(0.3)
  })

  it('a surplus on one line does not close the gap of another', () => {
    expect(sumMoney(funding({ required: 10, received: 12 }, { required: 10, received: 8 }))[0]?.gap).toBe(2)
  })

  it('never adds two currencies', () => {
    const sums = sumMoney(funding({ required: 1, received: 1 }, { required: 2, received: 0, currency: 'EUR' }))
    expect(sums.map(sum => [sum.currency, sum.required])).toEqual([
      ['USD', 1],
      ['EUR', 2],
    ])
  })

  it('an amount that is not recorded is no gap, and is told', () => {
    expect(sumMoney(funding({ required: 5 }, {}))[0]).toMatchObject({ required: 5, gap: 0, incompleteLines: 2 })
  })

  it('tells which lines pay for other objectives too', () => {
    expect(sumMoney(funding({ objectiveIds: ['a', 'b'] }, { objectiveIds: ['a'] }))[0]?.sharedLines).toBe(1)
  })
})

describe('the card of an objective', () => {
  const entity = record('entity', 'e', { name: 'World Bank', acronym: 'WB', group: 'OBS' })
  const benchmarks = [
    record('benchmark', 'b1', { objectiveIds: ['o'], status: 'off_track' }),
    record('benchmark', 'b2', { objectiveIds: ['o'], status: 'met' }),
    record('benchmark', 'b3', { objectiveIds: ['o', 'other'], status: 'met' }),
    record('benchmark', 'b4', { objectiveIds: ['o'] }),
  ]

  it('counts benchmarks by status in a fixed order, and those without one as not recorded', () => {
    const cards = objectiveCards(planWith(objective('o', []), ...benchmarks))
    expect(cards.get('o')?.benchmarks).toEqual([
      { status: 'met', count: 2 },
      { status: 'off_track', count: 1 },
      { status: 'not_recorded', count: 1 },
    ])
  })

  it('names the lead by acronym and group, and no lead where the entity is gone', () => {
    const led = objective('o', [], undefined, { leadEntityId: 'e' })
    expect(objectiveCards(planWith(led, entity)).get('o')?.lead).toEqual({ name: 'WB', group: 'OBS' })
    expect(objectiveCards(planWith(led)).get('o')?.lead).toBeUndefined()
  })

  it('stays the same object while it says the same', () => {
    const [o, other] = [objective('o', []), objective('other', [])]
    const first = objectiveCards(planWith(o, other, entity, ...benchmarks))
    const changed = record('benchmark', 'b3', { objectiveIds: ['other'], status: 'at_risk' })
    const second = objectiveCards(planWith(o, other, entity, ...benchmarks.slice(0, 2), changed, benchmarks[3]!), first)
    expect(second.get('o')).not.toBe(first.get('o'))
    const third = objectiveCards(planWith(o, other, entity, ...benchmarks.slice(0, 2), changed, benchmarks[3]!), second)
    expect(third.get('o')).toBe(second.get('o'))
    expect(third.get('other')).toBe(second.get('other'))
  })
})
