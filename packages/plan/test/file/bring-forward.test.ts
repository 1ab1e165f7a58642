import { sameJson, type Json } from '@barycentre/kit'
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatPlanFile, parsePlanFile, type LedgerEntry, type PlanFile } from '../../src/index.ts'
import { buildPlan } from '../../testing/index.ts'

function parsed(text: string): PlanFile {
  const result = parsePlanFile(text)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const entriesOf = ({ ledger }: PlanFile) =>
  ledger.filter(({ kind }) => kind === 'endorsement' || kind === 'waiver').map(({ id, body }) => [id, body])

describe('a file that version 0.1 has written', () => {
  const text = readFileSync(new URL('../fixtures/plan-0.1.json', import.meta.url), 'utf8')
  const file = JSON.parse(text) as { readonly endorsements: readonly Json[]; readonly waivers: readonly Json[] }

  it('has its endorsements and waivers read as records, with the ids that they had as entries', () => {
    const { plan } = parsed(text)
    expect([...plan.endorsement.values()].map(({ id, group, position }) => [id, group, position])).toEqual([
      ['endorsement-1', 'DPKO', 'agree'],
      ['e2', 'OCHA', 'reserve'],
      ['endorsement-6', 'UNCT', 'agree'],
    ])
    expect(plan.endorsement.get('e2')).toMatchObject({
      note: 'Aid never depends on it.',
      unknownFields: { mood: 'sceptical' },
    })
    expect([...plan.waiver.values()]).toMatchObject([{ id: 'waiver-1', checkId: 'FUN-01', expiresOn: '2006-12-31' }])
  })

  it('keeps what no record can say as entries, word for word, and says nothing of loss', () => {
    const read = parsed(text)
    expect(entriesOf(read)).toEqual([
      ['e3', file.endorsements[2]],
      ['endorsement-4', 'UNCT agrees by telephone'],
      ['endorsement-5', file.endorsements[4]],
      ['w2', file.waivers[1]],
      ['nested', { group: 'DPA', position: 'agree' }],
    ])
    expect(read.report.notes).toEqual([
      { code: 'unknown-field', path: 'endorsements[1].mood', facts: { field: 'mood' } },
    ])
  })

  it('has the thresholds that it could not know yet counted', () => {
    expect(parsed(text).plan.plan.get('plan')).toMatchObject({ thresholds: { deepFrom: 2 } })
  })

  it('is written as the present version, which says the same', () => {
    const [once] = [formatPlanFile(parsed(text))]
    const [before, after] = [parsed(text), parsed(once)]
    expect(JSON.parse(once)).toMatchObject({ schemaVersion: '0.2' })
    expect(after.plan).toEqual(before.plan)
    expect(entriesOf(after)).toEqual(entriesOf(before))
    expect(after.ledger).toHaveLength(before.ledger.length)
    expect(formatPlanFile(after)).toBe(once)
  })
})

describe('entries that an older import left in the ledger', () => {
  type Earlier = LedgerEntry & { readonly kind: 'endorsement' | 'waiver' }
  const write = (ledger: readonly LedgerEntry[], plan = buildPlan({})) =>
    formatPlanFile({ plan, texts: {}, ledger, facts: {} })

  it('are written before the records of their kind: what was said first comes first', () => {
    const plan = buildPlan({ endorsement: [{ id: 'new', subject: 'vision', group: 'OCHA', position: 'agree' }] })
    const body = { subject: 'vision', group: 'OCHA', position: 'reserve' }
    const { endorsement } = parsed(write([{ kind: 'endorsement', id: 'old', body }], plan)).plan
    expect([...endorsement.values()].map(({ id, position }) => [id, position])).toEqual([
      ['old', 'reserve'],
      ['new', 'agree'],
    ])
  })

  it('stay entries where a record has their id already', () => {
    const plan = buildPlan({ waiver: [{ id: 'w', reason: 'Now.' }] })
    const read = parsed(write([{ kind: 'waiver', id: 'w', body: { reason: 'Then.' } }], plan))
    expect([...read.plan.waiver.values()]).toMatchObject([{ id: 'w', reason: 'Now.' }])
    expect(entriesOf(read)).toEqual([['w', { reason: 'Then.' }]])
  })

  it('are all there again, whatever they say', () => {
    const word = fc.constantFrom('agree', 'OCHA', 'vision', '2006-08-10', 'in August', 'x')
    const value = fc.oneof(word, fc.integer({ min: -1, max: 3 }), fc.constant(null), fc.constant({ deep: ['er'] }))
    const names = ['id', 'subject', 'version', 'group', 'position', 'on', 'reason', 'expiresOn', 'mood', '__proto__']
    const body = fc.oneof(fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, maxKeys: 4 }), word)
    const entry = fc.record({ kind: fc.constantFrom('endorsement' as const, 'waiver' as const), body })
    let moved = 0
    let stayed = 0
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), entries => {
        const ledger = entries.map((each, i): Earlier => ({ ...each, id: `n${i}`, body: withoutNulls(each.body) }))
        const read = parsed(write(ledger))
        for (const { kind, id, body } of ledger) {
          const isEntry = read.ledger.some(each => each.kind === kind && each.id === id && sameJson(each.body, body))
          const record = read.plan[kind].get(id)
          if (isEntry) stayed++
          else if (record !== undefined) moved++
          const { orderKey: _, kind: __, unknownFields = {}, ...fields } = { ...record } as Record<string, unknown>
          const said = { ...fields, ...(unknownFields as object) }
          expect(isEntry || sameJson(said, { ...(body as object), id })).toBe(true)
        }
        expect(read.plan.endorsement.size + read.plan.waiver.size + read.ledger.length).toBe(ledger.length)
      }),
      { numRuns: 200 },
    )
    expect([moved > 50, stayed > 50]).toEqual([true, true])
  })

  /** A property that is null says nothing in a file: parsing has left it out before an entry is one. */
  function withoutNulls(body: Json): Json {
    if (typeof body !== 'object' || body === null) return body
    return Object.fromEntries(Object.entries(body).filter(([, each]) => each !== null)) as Json
  }
})
