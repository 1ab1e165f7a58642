import { must, type Json } from '@barycentre/kit'
import { parsePlanFile } from '@barycentre/plan'
import demo from '@barycentre/plan/demo' with { type: 'json' }
import fragments from '@barycentre/plan/testing/check-fragments' with { type: 'json' }
import { expect, test } from 'vitest'
import { evidenceIn, judge, rules, type Finding } from '../src/index.ts'
import demoFindings from './fixtures/demo-findings.json' with { type: 'json' }

/** Long after the demo's day: what names no day of its own is judged as of today. */
const today = '2006-09-01'

function findingsIn(file: unknown): readonly Finding[] {
  const parsed = parsePlanFile(JSON.stringify(file))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return judge(evidenceIn(parsed.value, today)).findings
}

test('there are the hundred checks of the catalogue, each once', () => {
  expect(rules).toHaveLength(100)
  expect(new Set(rules.map(({ id }) => id)).size).toBe(100)
  expect(new Set(fragments.map(({ check }) => check))).toEqual(new Set(rules.map(({ id }) => id)))
})

test.each(fragments)('$check $verdict', ({ check, verdict, plan }) => {
  const found = findingsIn(plan as Json).some(finding => finding.check === check)
  expect(found).toBe(verdict === 'fails')
})

test('the demo gives exactly the findings of the domain model, by check and record', () => {
  const expected = demoFindings.map(
    ({ check, ref, severity, nature }) => `${check} ${ref ?? '–'} ${severity} ${nature}`,
  )
  const found = findingsIn(demo).map(finding => {
    const { check, severity, nature } = finding
    return `${check} ${refOf(finding)} ${severity} ${nature}`
  })
  expect(found.sort()).toEqual(expected.sort())
})

/** What the model names: the recommendation of a review, and otherwise the record. */
function refOf({ check, about, part }: Finding): string {
  return check === 'REV-05' ? must(part, 'a recommendation has an id') : (about?.id ?? '–')
}
