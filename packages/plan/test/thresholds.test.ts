import { describe, expect, it } from 'vitest'
import { defaultThresholds, definitions, parsePlanFile, thresholdsOf } from '../src/index.ts'
import { buildPlan } from '../testing/index.ts'

describe('the thresholds of a plan', () => {
  it('are the usual ones where it sets none', () => {
    expect(thresholdsOf(buildPlan({}))).toBe(defaultThresholds)
    expect(thresholdsOf(buildPlan({ plan: [{ title: 'P' }] }))).toBe(defaultThresholds)
  })

  it('are its own where it sets some, and the usual ones beside them', () => {
    const own = thresholdsOf(buildPlan({ plan: [{ thresholds: { deepFrom: 2, phaseGapDays: 0 } }] }))
    expect(own).toEqual({ ...defaultThresholds, deepFrom: 2, phaseGapDays: 0 })
  })

  it('have a usual value each, which a plan could set', () => {
    const { leaves } = definitions.plan.fields.thresholds
    expect(Object.keys(defaultThresholds).sort()).toEqual(Object.keys(leaves).sort())
    for (const [name, field] of Object.entries(leaves)) {
      const usual = defaultThresholds[name as keyof typeof defaultThresholds]
      expect([name, field.schema.safeParse(usual).success]).toEqual([name, true])
    }
  })

  it('stay usual where a file sets one beyond its limits', () => {
    const file = parsePlanFile('{"plan": {"thresholds": {"deepFrom": 5, "paidPercent": 60}}}')
    expect(file.ok && thresholdsOf(file.value.plan)).toEqual({ ...defaultThresholds, paidPercent: 60 })
    expect(file.ok && file.value.report.notes.map(({ path }) => path)).toEqual(['plan.thresholds.deepFrom'])
  })
})
