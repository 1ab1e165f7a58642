import { sameJson, type Json } from '@barycentre/kit'
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  allRecords,
  definitions,
  formatPlanFile,
  kinds,
  ledgerLists,
  ledgerParts,
  normalisePlanFile,
  parsePlanFile,
  type AnyRecord,
  type FilePlace,
  type LedgerEntry,
  type Plan,
  type PlanFile,
} from '../../src/index.ts'
import { arbitraryPlan } from '../../testing/index.ts'
import demo from '../../demo/velanga.json' with { type: 'json' }
import fragments from '../../testing/check-fragments.json' with { type: 'json' }

function parsed(text: string): PlanFile {
  const result = parsePlanFile(text)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

function throughTheFile(json: unknown): Json {
  return JSON.parse(formatPlanFile(parsed(JSON.stringify(json)))) as Json
}

describe('the demo plan', () => {
  const text = readFileSync(new URL('../../demo/velanga.json', import.meta.url), 'utf8')

  it('reads without a single note', () => {
    const { report, plan } = parsed(text)
    expect(report).toEqual({ records: 263, notes: [] })
    expect([...allRecords(plan)]).toHaveLength(263)
    expect(plan.objective.size).toBe(13)
    expect(plan.post.size).toBe(43)
  })

  it('is written again without loss, after the documented normalisation', () => {
    expect(JSON.parse(formatPlanFile(parsed(text)))).toEqual(normalisePlanFile(demo as unknown as Json))
  })

  it('keeps what is decided in the ledger, and out of the records', () => {
    const { ledger, plan } = parsed(text)
    const count = (kind: string) => ledger.filter(entry => entry.kind === kind).length
    expect([count('decision'), count('measurement'), count('determination'), count('user')]).toEqual([2, 20, 3, 9])
    expect(ledger).toContainEqual({
      kind: 'determination',
      id: 'q1',
      about: { kind: 'activity', id: 'q1' },
      body: { status: 'requested', requestedOn: '2006-07-28' },
    })
    expect(plan.benchmark.get('b01')).not.toHaveProperty('measurements')
    expect(plan.vision.get('vision')).not.toHaveProperty('status')
  })

  it('holds what the groups have said as records, until there is a ledger that they can write to', () => {
    const { plan } = parsed(text)
    expect([...plan.endorsement.values()].map(({ group, position }) => `${group} ${position}`)).toEqual([
      'DPKO agree',
      'DPA agree',
      'UNCT agree',
      'OCHA reserve',
      'DPKO agree_ad_ref',
    ])
  })

  it('takes nested records out and names their parents', () => {
    const { plan } = parsed(text)
    expect(plan.mandateTask.get('t1')).toMatchObject({ mandateId: 'm1', ref: '4(a)' })
    expect(plan.requirement.get('r2')).toMatchObject({ centreOfGravityId: 'cog1', capabilityId: 'k2' })
    expect(plan.area.get('ar3')).toMatchObject({ name: 'Tesh valley', situation: 'contested' })
  })

  it('is the same bytes each time it is written', () => {
    const once = formatPlanFile(parsed(text))
    expect(formatPlanFile(parsed(once))).toBe(once)
  })
})

describe('the fragments of the coherence checks', () => {
  it.each(fragments.map(({ check, verdict, plan }) => [`${check} ${verdict}`, plan] as const))(
    '%s reads and is written again with nothing lost',
    (_, fragment) => {
      const { report } = parsed(JSON.stringify(fragment))
      const lost = report.notes.filter(note => note.code === 'wrong-type' || note.code === 'unknown-field')
      expect(lost).toEqual([])
      expect(throughTheFile(fragment)).toEqual({
        schemaVersion: '0.2',
        ...(normalisePlanFile(withMissingIds(fragment as Json, report.notes)) as object),
      })
    },
  )

  /** The areas of one fragment and the endorsements of four have no ids; reading gives them some and says so. */
  function withMissingIds(fragment: Json, notes: PlanFile['report']['notes']): Json {
    const copy = structuredClone(fragment) as { context?: { areas?: object[] }; endorsements?: object[] }
    for (const { code, path, facts } of notes) {
      const [, list, place] = /^(context\.areas|endorsements)\[(\d+)\]\.id$/.exec(path) ?? []
      const records = list === 'endorsements' ? copy.endorsements : copy.context?.areas
      if (code === 'missing-id') Object.assign(records?.[Number(place)] ?? {}, { id: facts['newId'] })
    }
    return copy as unknown as Json
  }
})

describe('any plan', () => {
  it('is the same after it was written and read', () => {
    let records = 0
    fc.assert(
      fc.property(arbitraryPlan(), plan => {
        const written = formatPlanFile({ plan, texts: {}, ledger: [], facts: {} })
        const again = parsed(written).plan
        records += [...allRecords(plan)].length
        expect(contents(again)).toEqual(contents(plan))
        expect(formatPlanFile({ plan: again, texts: {}, ledger: [], facts: {} })).toBe(written)
      }),
      { numRuns: 40 },
    )
    expect(records).toBeGreaterThan(300)
  })

  it('is written in its normal form', () => {
    fc.assert(
      fc.property(arbitraryPlan({ recordsPerKind: 2 }), plan => {
        const written = JSON.parse(formatPlanFile({ plan, texts: {}, ledger: [], facts: {} })) as Json
        return sameJson(normalisePlanFile(written), written)
      }),
      { numRuns: 20 },
    )
  })

  /** Records by kind and in order, without the keys that only say the order. Nested kinds have one order per parent. */
  function contents(plan: Plan) {
    return Object.fromEntries(
      kinds.map(kind => {
        const file: FilePlace = definitions[kind].file
        const records = [...(plan[kind].values() as Iterable<AnyRecord>)].map(({ orderKey: _, ...rest }) => rest)
        if (file.as !== 'inside') return [kind, records]
        const { parentField } = file
        const parentOf = (record: object) =>
          parentField === undefined ? '' : String((record as Record<string, unknown>)[parentField])
        return [kind, Map.groupBy(records, parentOf)]
      }),
    )
  }
})

describe('waivers and follow-ups', () => {
  it('come back as they were, at the end of the file', () => {
    const file = {
      schemaVersion: '0.2',
      plan: { title: 'P', thresholds: { deepFrom: 2, paidPercent: 60.5 } },
      endorsements: [{ id: 'e', subject: 'vision', version: 2, group: 'OCHA', position: 'reserve', note: 'Why.' }],
      consultations: [{ id: 'c' }],
      waivers: [{ id: 'w', checkId: 'REV-05', subjectRef: 'r1', part: 'a', reason: 'Later.', expiresOn: '2006-12-31' }],
      followUps: [{ id: 'f', checkId: 'PLN-08', assignedTo: 'OCHA', parkedUntil: '2006-10-01', note: 'Asked.' }],
      texts: { notes: 'x' },
    }
    const written = throughTheFile(file)
    expect(written).toEqual(file)
    expect(Object.keys(written as object)).toEqual(Object.keys(file))
    expect(parsed(JSON.stringify(file)).report.notes).toEqual([])
  })
})

describe('any ledger', () => {
  const body = fc.dictionary(fc.constantFrom('on', 'by', 'value', 'note'), fc.oneof(fc.integer(), fc.constant('x')), {
    minKeys: 1,
  })
  const about = fc.constantFrom(
    ...ledgerParts.map(part => ({
      kind: part.kind,
      about: { kind: part.in, id: part.in === 'vision' ? 'vision' : 'a' },
    })),
    { kind: 'measurement' as const, about: { kind: 'benchmark' as const, id: 'gone' } },
    ...Object.values(ledgerLists).map(kind => ({ kind })),
  )
  const entries = fc
    .uniqueArray(fc.tuple(about, fc.string({ minLength: 1 })), {
      selector: ([place, id]) => `${place.kind} ${'about' in place ? place.about.id : id}`,
    })
    .chain(places =>
      fc.tuple(...places.map(([place, id]) => body.map(each => ({ ...place, id, body: each }) as LedgerEntry))),
    )

  it('comes back with every body where it stood, also when the record that it is about is gone', () => {
    let kept = 0
    fc.assert(
      fc.property(entries, arbitraryPlan({ recordsPerKind: 2 }), (ledger, plan) => {
        const again = parsed(formatPlanFile({ plan, texts: {}, ledger, facts: {} }))
        const places = (all: readonly LedgerEntry[]) =>
          all.map(each => JSON.stringify([each.kind, each.about, each.body])).sort()
        kept += ledger.length
        expect(places(again.ledger)).toEqual(places(ledger))
      }),
      { numRuns: 60 },
    )
    expect(kept).toBeGreaterThan(50)
  })
})

describe('the text of the vision', () => {
  const rich = {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'By 2012' }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'One army.', marks: [{ type: 'bold' }] }] },
    ],
  } as const

  it('stands in the vision as plain text', () => {
    expect(parsed('{"vision": {"text": "By 2012\\nOne army."}}').texts).toEqual({ vision: 'By 2012\nOne army.' })
  })

  it('is also written as a document where it has a form, and that one wins on reading', () => {
    const written = JSON.parse(
      formatPlanFile({ plan: parsed('{"plan":{}}').plan, texts: { vision: rich }, ledger: [], facts: {} }),
    )
    expect(written).toEqual({ schemaVersion: '0.2', vision: { text: 'By 2012\nOne army.' }, texts: { vision: rich } })
    written.vision.text = 'something else'
    expect(parsed(JSON.stringify(written)).texts).toEqual({ vision: rich })
    expect(throughTheFile(written)).toMatchObject({ vision: { text: 'By 2012\nOne army.' } })
  })

  it('is not kept twice where it is nothing but plain paragraphs', () => {
    const plain = {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'By 2012' }] },
        { type: 'paragraph', attrs: { dir: null } },
        { type: 'paragraph', content: [{ type: 'text', text: 'One army.' }] },
      ],
    } as const
    expect(
      JSON.parse(formatPlanFile({ plan: parsed('{"plan":{}}').plan, texts: { vision: plain }, ledger: [], facts: {} })),
    ).toEqual({
      schemaVersion: '0.2',
      vision: { text: 'By 2012\n\nOne army.' },
    })
  })

  it('that was empty and is still empty is not written', () => {
    const empty = { type: 'doc', content: [{ type: 'paragraph' }] } as const
    const written = formatPlanFile({
      plan: parsed('{"plan":{}}').plan,
      texts: { vision: empty },
      ledger: [],
      facts: {},
    })
    expect(JSON.parse(written)).toEqual({ schemaVersion: '0.2' })
  })

  it('is a text like others where it stands among them', () => {
    const blank = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'By 2012' }] }] }
    expect(throughTheFile({ texts: { vision: 'a\r\nb', notes: blank } })).toEqual({
      schemaVersion: '0.2',
      vision: { text: 'a\nb' },
      texts: { notes: 'By 2012' },
    })
  })

  it('keeps other texts by their name', () => {
    const texts = { 'humanitarian-action-plan': rich, notes: 'a\nb' }
    expect(throughTheFile({ texts })).toEqual({ schemaVersion: '0.2', texts })
  })
})

describe('any JSON under the names of a plan', () => {
  const places = kinds.map(kind => definitions[kind].file as FilePlace)
  const nested = places.flatMap(place => (place.as === 'inside' ? [place.key] : []))
  const value = fc.jsonValue({ maxDepth: 3 })
  const words = ['id', 'key', 'kind', 'title', 'order', 'from', 'to', 'type', 'text', 'handover', 'integration', 'pos']
  const parts = ['phaseIds', 'hats', 'pull', 'capacities', 'measurements', 'hcDetermination', 'version', 'declaredNone']
  const record = fc.dictionary(fc.constantFrom(...words, ...parts, ...nested, '__proto__', 'x'), value)
  const many = fc.array(fc.oneof(record, record, value), { maxLength: 4 })
  const files = fc.record(
    Object.fromEntries([
      ...places.map(place => [place.key, place.as === 'one' ? record : many]),
      ...[...Object.keys(ledgerLists), 'ledger'].map(key => [key, many]),
      ['texts', fc.dictionary(fc.constantFrom('vision', 'notes'), value)],
      ['notice', fc.oneof(fc.string(), fc.integer())],
      ['schemaVersion', fc.constantFrom('0.1', '0.2')],
    ]) as Record<string, fc.Arbitrary<unknown>>,
    { requiredKeys: ['plan'] },
  )

  it('reads without throwing, and what was read is written and read again the same', () => {
    let notes = 0
    fc.assert(
      fc.property(files, file => {
        const read = parsed(JSON.stringify(file))
        const once = formatPlanFile(read)
        const again = parsed(once)
        notes += read.report.notes.length
        expect(formatPlanFile(again)).toBe(once)
        expect(again.report.notes.filter(({ code }) => code === 'wrong-type' || code === 'duplicate-id')).toEqual([])
      }),
      { numRuns: 60 },
    )
    expect(notes).toBeGreaterThan(150)
  })
})

describe('what a file holds beside the plan', () => {
  it('is kept: facts, unknown fields at any depth, declared reasons, extra properties of items', () => {
    const file = {
      schemaVersion: '0.2',
      fictional: true,
      sources: ['a', 'b'],
      objectives: [
        {
          id: 'o1',
          mood: { is: ['good'] },
          handover: { 'to/whom': 'nobody' },
          declaredNone: { leadEntityId: 'open tender' },
        },
      ],
      posts: [{ id: 'p', pos: { x: 1, y: 2, z: 3 }, hats: [{ role: 'HC', since: '2006' }] }],
    }
    expect(throughTheFile(file)).toEqual(file)
  })

  it('does not mistake a key such as __proto__ for more than a word', () => {
    const text = '{"schemaVersion":"0.2","posts":[{"id":"__proto__","title":"x","__proto__":{"a":1}}]}'
    expect(JSON.stringify(JSON.parse(formatPlanFile(parsed(text))))).toBe(text)
  })
})
