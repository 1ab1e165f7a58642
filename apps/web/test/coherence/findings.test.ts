import { readFileSync } from 'node:fs'
import { must } from '@barycentre/kit'
import { parsePlanFile } from '@barycentre/plan'
import * as rulesRoom from '@barycentre/rules'
import { expect, test } from 'vitest'
import { fits, noFilter } from '../../src/features/coherence/filters.tsx'
import { groupByCheck } from '../../src/features/coherence/group-findings.ts'

const { evidenceIn, judge, rules } = rulesRoom
const demo = readFileSync(`${import.meta.dirname}/../../../../packages/plan/demo/velanga.json`, 'utf8')
const file = parsePlanFile(demo)
if (!file.ok) throw new Error('the demo cannot be read')
const { findings, evidence } = judge(evidenceIn(file.value, '2006-09-01'))
const { plan } = evidence

test('one line a check with all that it found, the gravest first, then as the catalogue has them', () => {
  const groups = groupByCheck(findings, rules)
  expect(groups.flatMap(group => group.findings)).toHaveLength(findings.length)
  expect(new Set(groups.map(({ check }) => check)).size).toBe(groups.length)
  const weights = groups.map(({ severity }) => ['blocker', 'warning', 'advice'].indexOf(severity))
  expect(weights).toEqual(weights.toSorted())
  const [first] = groups
  expect(first?.severity).toBe('blocker')
  const warnings = groups.filter(({ severity }) => severity === 'warning').map(({ check }) => check)
  const inCatalogue = rules.map(({ id }) => id).filter(id => warnings.includes(id))
  expect(warnings).toEqual(inCatalogue)
})

test('filters leave what belongs to a group, a phase, a function or a weight', () => {
  const left = (filter: object) => findings.filter(each => fits(each, { ...noFilter, ...filter }, rulesRoom, plan))
  expect(left({})).toHaveLength(findings.length)
  expect(left({ severity: 'blocker' }).every(({ severity }) => severity === 'blocker')).toBe(true)
  const checksOf = (filter: object) => left(filter).map(({ key }) => key)
  expect(checksOf({ phaseId: 'ph3' })).toContain('BEN-02 phase/ph3')
  expect(checksOf({ phaseId: 'ph1' })).not.toContain('BEN-02 phase/ph3')
  expect(checksOf({ functionId: 'f-hum' })).toContain('FUN-07 function/f-hum')
  expect(checksOf({ functionId: 'f-hum' })).not.toContain('OWN-06 function/f-sec')
  const ofGroup = checksOf({ group: 'UNCT' })
  expect(ofGroup.length).toBeGreaterThan(0)
  expect(ofGroup.length).toBeLessThan(findings.length)
})

test('what was given to a group is among its own, whatever it is about', () => {
  const finding = must(
    findings.find(({ about }) => about === undefined),
    'something is found about the whole',
  )
  const followUp = { kind: 'followUp', id: 'f1', orderKey: 'a0', checkId: finding.check, assignedTo: 'OCHA' } as never
  const given = { ...finding, followUpId: 'f1' }
  const withCare = { ...plan, followUp: new Map([['f1', followUp]]) }
  expect(fits(finding, { group: 'OCHA' }, rulesRoom, plan)).toBe(false)
  expect(fits(given, { group: 'OCHA' }, rulesRoom, withCare)).toBe(true)
})
