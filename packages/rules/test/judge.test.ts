import { must, orderKeyBetween, seededRandom } from '@barycentre/kit'
import {
  allRecords,
  emptyPlan,
  isKind,
  kinds,
  parsePlanFile,
  planOf,
  type AnyRecord,
  type Kind,
  type LedgerKind,
  type Plan,
} from '@barycentre/plan'
import demo from '@barycentre/plan/demo' with { type: 'json' }
import { arbitraryPlan, buildPlan } from '@barycentre/plan/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evidenceIn, isWaiting, judge, judgeInSteps, ledgerOf, rules, type Evidence } from '../src/index.ts'

const file = parsePlanFile(JSON.stringify(demo))
if (!file.ok) throw new Error('The demo cannot be read')
const demoEvidence = evidenceIn(file.value, '2006-09-01')

function evidence(plan: Plan, rest: Partial<Evidence> = {}): Evidence {
  return { plan, ledger: {}, texts: new Set(), day: '2006-09-01', ...rest }
}

describe('a rule', () => {
  test.each(rules.map(rule => [rule.id, rule] as const))('%s looks at nothing but what it says it reads', (_, rule) => {
    const reads: ReadonlySet<string> = new Set(rule.reads)
    const onlyThese = <T extends object>(of: T, isOne: (key: string) => boolean): T =>
      new Proxy(of, {
        get(target, key) {
          if (typeof key === 'string' && isOne(key) && !reads.has(key)) throw new Error(`${rule.id} reads ${key}`)
          return Reflect.get(target, key) as unknown
        },
      })
    const { plan, ledger = {}, texts = new Set<string>() } = demoEvidence
    const watched = new Proxy(
      { plan: onlyThese(plan, isKind), ledger: onlyThese(ledger, () => true), texts, day: demoEvidence.day },
      {
        get(target, key) {
          if (key === 'texts' && !reads.has('text')) throw new Error(`${rule.id} reads texts`)
          if (key === 'day' && !reads.has('day')) throw new Error(`${rule.id} reads the day`)
          return Reflect.get(target, key) as unknown
        },
      },
    )
    expect(() => [...rule.find(watched)]).not.toThrow()
  })

  const ofEach = rules.flatMap(rule => ('each' in rule ? [[rule.id, rule.each] as const] : []))
  test.each(ofEach)('%s looks at no other record of the kind of which it asks each', (id, each) => {
    const plan = new Proxy(demoEvidence.plan, {
      get(target, key) {
        if (key === each?.kind) throw new Error(`${id} reads all of ${key}`)
        return Reflect.get(target, key) as unknown
      },
    })
    const { ledger = {}, texts = new Set<string>(), day } = demoEvidence
    const records: readonly AnyRecord[] = [...demoEvidence.plan[must(each, 'it asks each').kind].values()]
    expect(records.length).toBeGreaterThan(0)
    for (const record of records) expect(() => each?.ask(record, { plan, ledger, texts, day })).not.toThrow()
  })

  test('is not asked about the ledger where that is not known', () => {
    const { findings } = judge({ ...demoEvidence, ledger: undefined, texts: undefined })
    const asked = new Set(findings.map(({ check }) => check))
    expect(asked).toContain('OBJ-01')
    for (const check of ['BEN-04', 'HUM-08', 'REV-03', 'VIS-01'] as const) expect(asked).not.toContain(check)
  })
})

describe('judged again', () => {
  test('after any sequence of changes it is what it would be from the beginning, and less is asked', () => {
    const changes = fc.array(fc.record({ kind: fc.constantFrom(...kinds), seed: fc.nat() }), { maxLength: 12 })
    fc.assert(
      fc.property(arbitraryPlan(), arbitraryPlan(), changes, (first, other, steps) => {
        let plan: Plan = { ...first, plan: demoEvidence.plan.plan }
        let before = judge(evidence(plan))
        for (const { kind, seed } of steps) {
          plan = { ...plan, [kind]: changed(plan, other, kind, seed) }
          const now = evidence(plan, { ledger: before.evidence.ledger, texts: before.evidence.texts })
          const again = judge(now, before)
          const afresh = judge(now)
          expect(again.findings).toEqual(afresh.findings)
          expect(again.asked).toBeLessThanOrEqual(afresh.asked)
          before = again
        }
      }),
      { numRuns: 60 },
    )
  })

  test('after every single edit of the demo it is what it would be from the beginning', () => {
    const { plan } = demoEvidence
    const before = judge(demoEvidence)
    const random = seededRandom(4)
    for (const record of [...allRecords(plan)].filter(() => random() < 0.3)) {
      const without = {
        ...plan,
        [record.kind]: new Map([...recordsOf(plan, record.kind)].filter(([id]) => id !== record.id)),
      } as Plan
      const now = { ...demoEvidence, plan: without }
      expect(judge(now, before).findings).toEqual(judge(now).findings)
    }
  })

  test('where nothing has changed nothing is asked', () => {
    const before = judge(demoEvidence)
    expect(judge({ ...demoEvidence }, before)).toBe(before)
    const day = judge({ ...demoEvidence, day: '2006-09-02' }, before)
    expect(day.asked).toBe(rules.filter(({ reads }) => (reads as readonly string[]).includes('day')).length)
  })

  test('a rule that finds the same again gives the same list', () => {
    const before = judge(demoEvidence)
    const again = judge(
      { ...demoEvidence, plan: { ...demoEvidence.plan, post: new Map(demoEvidence.plan.post) } },
      before,
    )
    expect(again.asked).toBeGreaterThan(10)
    for (const [id, findings] of again.byRule) expect(findings).toBe(before.byRule.get(id))
  })

  test('after an edit every other finding is the one that it was', () => {
    const before = judge(demoEvidence)
    const { plan } = demoEvidence
    const objective = must(plan.objective.get('o03'), 'the demo has it')
    const renamed = new Map(plan.objective).set('o03', { ...objective, title: 'Called otherwise' })
    const { findings } = judge({ ...demoEvidence, plan: { ...plan, objective: renamed } }, before)
    const known = new Set(before.findings)
    const fresh = findings.filter(finding => !known.has(finding))
    expect(fresh.length).toBeGreaterThan(0)
    expect(fresh.filter(({ facts }) => !JSON.stringify(facts).includes('Called otherwise'))).toEqual([])
  })

  test('a waived finding stays the same while the waiver stands', () => {
    const objective = [{ id: 'o1', title: 'Courts' }]
    const waiver = [{ id: 'w1', checkId: 'OBJ-04', subjectRef: 'o1', reason: 'In May', expiresOn: '2099-01-01' }]
    const first = evidence(buildPlan({ objective, waiver }))
    const before = judge(first)
    const after = judge({ ...first, plan: { ...first.plan, post: buildPlan({ post: [{ title: 'P' }] }).post } }, before)
    const waived = (of: typeof before) => of.findings.find(({ waiverId }) => waiverId === 'w1')
    expect(after.asked).toBeGreaterThan(0)
    expect(waived(after)).toBe(must(waived(before), 'it is waived'))
  })

  test('the order in which records came does not matter', () => {
    fc.assert(
      fc.property(arbitraryPlan(), fc.nat(), (plan, seed) => {
        const random = seededRandom(seed)
        const shuffled = [...allRecords(plan)].map(record => [random(), record] as const).sort(([a], [b]) => a - b)
        const other = planOf(shuffled.map(([, record]) => record))
        expect(judge(evidence(other)).findings).toEqual(judge(evidence(plan)).findings)
      }),
      { numRuns: 60 },
    )
  })

  test('in steps it is the same', () => {
    const steps = judgeInSteps(demoEvidence)
    let count = 0
    for (;;) {
      const { done, value } = steps.next()
      if (done === true) {
        expect(value).toEqual(judge(demoEvidence))
        expect(count).toBe(value.asked)
        return
      }
      count++
    }
  })
})

test('an empty plan is asked for what a plan needs, and about nothing that is not there', () => {
  const { findings } = judge(evidence(emptyPlan))
  expect(findings.map(({ check }) => check)).toEqual(
    expect.arrayContaining(['VIS-01', 'COG-01', 'PHA-01', 'OWN-03', 'PLN-01', 'REV-01']),
  )
  expect(findings.every(({ about }) => about === undefined || ['vision', 'plan', 'context'].includes(about.kind))).toBe(
    true,
  )
})

test('before there is a mandate nothing is asked; and each stage asks what those before it did', () => {
  const at = (stage: 'pre_mandate' | 'planning' | 'start_up' | 'drawdown') =>
    judge(evidence(buildPlan({ plan: [{ stage }] }))).byRule.size
  expect([at('pre_mandate'), at('planning')]).toEqual([0, rules.filter(({ from }) => from === 'planning').length])
  expect(at('start_up')).toBeGreaterThan(at('planning'))
  expect(at('drawdown')).toBe(100)
})

test('what is declared to be none, with a reason, is no gap', () => {
  const plan = (declaredNone?: Record<string, string>) =>
    evidence(buildPlan({ objective: [{ id: 'o1', title: 'Courts', ...(declaredNone && { declaredNone }) }] }))
  const checks = (of: Evidence) => judge(of).findings.map(({ check }) => check)
  expect(checks(plan())).toEqual(expect.arrayContaining(['OBJ-04', 'OWN-01']))
  const declared = checks(plan({ leadEntityId: 'Decided in May', nationalCounterpartId: 'No ministry stands' }))
  expect(declared).not.toContain('OBJ-04')
  expect(declared).not.toContain('OWN-01')
})

test('what a file brings that is not of its shape is not recorded, and stops nobody', () => {
  const random = seededRandom(9)
  const bodies = [null, 3, 'x', [], {}, { status: 4, participants: 'all', recommendations: [null, 7, {}] }, { on: {} }]
  const entries = (
    ['review', 'decision', 'session', 'measurement', 'position', 'vision-status', 'capacity-level'] as LedgerKind[]
  ).flatMap(kind =>
    bodies.map((body, i) => ({
      kind,
      id: `${kind}-${i}`,
      body,
      about: { kind: oneOf(['vision', 'benchmark', 'function', 'entity'] as Kind[]), id: 'x' },
    })),
  )
  function oneOf<T>(among: readonly T[]): T {
    return must(among[Math.floor(random() * among.length)], 'there is one')
  }
  expect(() => judge({ ...demoEvidence, ledger: ledgerOf(entries) })).not.toThrow()
})

describe('a finding', () => {
  const finding = (on: Evidence) =>
    must(
      judge(on).findings.find(({ check }) => check === 'OBJ-04'),
      'there is one',
    )
  const objective = [{ id: 'o1', title: 'Courts' }]

  test('that is waived stays, says so, and waits for nobody until the waiver ends', () => {
    const waiver = [{ id: 'w1', checkId: 'OBJ-04', subjectRef: 'o1', reason: 'In May', expiresOn: '2006-10-01' }]
    const now = evidence(buildPlan({ objective, waiver }))
    expect(finding(now).waiverId).toBe('w1')
    expect(isWaiting(finding(now), now)).toBe(false)
    const later = { ...now, day: '2006-10-02' }
    expect(finding(later).waiverId).toBeUndefined()
    expect(isWaiting(finding(later), later)).toBe(true)
  })

  test('that is set aside waits again when its day has passed; one that is assigned waits on', () => {
    const followUp = [{ id: 'f1', checkId: 'OBJ-04', subjectRef: 'o1', assignedTo: 'DPA', parkedUntil: '2006-09-01' }]
    const now = evidence(buildPlan({ objective, followUp }))
    expect(finding(now).followUpId).toBe('f1')
    expect([now, { ...now, day: '2006-09-02' }].map(on => isWaiting(finding(on), on))).toEqual([false, true])
    const assigned = evidence(
      buildPlan({ objective, followUp: [{ id: 'f1', checkId: 'OBJ-04', subjectRef: 'o1', assignedTo: 'DPA' }] }),
    )
    expect(isWaiting(finding(assigned), assigned)).toBe(true)
  })

  test('has a key of its own', () => {
    const keys = judge(demoEvidence).findings.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

/** Other records in place of a kind's, or one of them gone, changed, or moved to the end. */
function changed(plan: Plan, other: Plan, kind: Kind, seed: number): ReadonlyMap<string, unknown> {
  const own = [...recordsOf(plan, kind)]
  const one = own[seed % own.length]
  if (seed % 5 === 0 || one === undefined) return other[kind]
  const rest = own.filter(each => each !== one)
  const [id, record] = one
  const orderKey = orderKeyBetween(own.at(-1)?.[1].orderKey, undefined)
  if (seed % 5 === 1) return new Map(rest)
  if (seed % 5 === 2) return new Map([...rest, [id, { ...record, orderKey }]])
  const [like = record] = recordsOf(other, kind).values()
  const now = { ...like, id, orderKey: record.orderKey }
  return new Map(own.map(each => (each === one ? [id, now] : each)))
}

function recordsOf(plan: Plan, kind: Kind): ReadonlyMap<string, AnyRecord> {
  return plan[kind]
}
