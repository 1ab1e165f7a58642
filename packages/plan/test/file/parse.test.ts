import type { Json } from '@barycentre/kit'
import { describe, expect, it } from 'vitest'
import { parsePlanFile, type FileRefusal, type ImportNote, type PlanFile } from '../../src/index.ts'
import demo from '../../demo/velanga.json' with { type: 'json' }

function refusalOf(text: string): FileRefusal {
  const result = parsePlanFile(text)
  if (result.ok) throw new Error('The file was read')
  return result.error
}

function read(file: unknown): PlanFile {
  const result = parsePlanFile(JSON.stringify(file))
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

function notesOn(file: unknown): readonly ImportNote[] {
  return read(file).report.notes
}

describe('what is no JSON', () => {
  it.each([
    ['', 1, 1, true],
    ['{', 1, 2, true],
    ['{"plan": {"title": "Vel', 1, 24, true],
    ['{"plan": {"title": "x"}', 1, 24, true],
    ['{"plan": tru', 1, 13, true],
    ['{"phases": [1, 2', 1, 17, true],
    ['{\n "plan": {\n  "title" "x"\n }\n}', 3, 11, false],
    ['{"a": 1,}', 1, 9, false],
    ['[1 2]', 1, 4, false],
    ['{"a": nul}', 1, 7, false],
    ['{"a": 1} trailing', 1, 10, false],
    ["{'a': 1}", 1, 2, false],
    ['{"a": "line\nbreak"}', 1, 12, false],
    ['<html>', 1, 1, false],
    ['{"a": "', 1, 8, true],
    ['{"a": "\\"', 1, 10, true],
    ['{"a": "\\u00', 1, 12, true],
    ['{"a": "\\q"}', 1, 8, false],
    ['{"a": -', 1, 8, true],
    ['{"a": 1.}', 1, 8, false],
  ])('%j is refused at line %i, column %i, truncated: %s', (text, line, column, truncated) => {
    expect(refusalOf(text)).toEqual({ code: 'file-not-json', line, column, truncated })
  })

  it('says of the demo cut anywhere that it is truncated', () => {
    const text = JSON.stringify(demo)
    for (let end = 1; end < text.length; end += 997) {
      expect(refusalOf(text.slice(0, end))).toMatchObject({ code: 'file-not-json', column: end + 1, truncated: true })
    }
  })

  it('is found without recursion, however deep it nests', () => {
    expect(refusalOf('['.repeat(200_000))).toEqual({ code: 'file-not-json', line: 1, column: 200_001, truncated: true })
  })

  it('is found in strings of any length', () => {
    const text = '{"a": "' + 'line\\n'.repeat(500_000)
    expect(refusalOf(text)).toEqual({ code: 'file-not-json', line: 1, column: text.length + 1, truncated: true })
  })

  it('is found behind what could still be JSON, whatever one character is put in or taken out', () => {
    const sample = JSON.stringify({ a: [1, -2.5e3, true, null, {}], 'b"c': 'd\n\u00e9', e: { f: [] } })
    let faults = 0
    const check = (text: string) => {
      if (isJson(text)) return
      faults++
      const { column } = refusalOf(text) as { column: number }
      const before = text.slice(0, column - 1)
      const sound = isJson(before) || refusalOf(before)
      const cutShort = { code: 'file-not-json', line: 1, column, truncated: true }
      expect([text, sound]).toEqual([text, sound === true || cutShort])
    }
    for (let i = 0; i <= sample.length; i++) {
      check(sample.slice(0, i) + sample.slice(i + 1))
      for (const each of '{}[],:"\\x0') check(sample.slice(0, i) + each + sample.slice(i))
    }
    expect(faults).toBeGreaterThan(300)
  })

  function isJson(text: string): boolean {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  }

  it('does not mind a byte order mark', () => {
    expect(parsePlanFile('\uFEFF{"plan": {}}').ok).toBe(true)
  })
})

describe('what is no plan', () => {
  it.each([
    ['[]', '', 'not-an-object'],
    ['"plan"', '', 'not-an-object'],
    ['{}', '', 'nothing-of-a-plan'],
    ['{"name": "left-pad", "version": "1.0.0"}', '', 'nothing-of-a-plan'],
    ['{"objectives": {"o1": {}}}', 'objectives', 'not-a-list'],
    ['{"endorsements": "all"}', 'endorsements', 'not-a-list'],
    ['{"plan": []}', 'plan', 'not-an-object'],
    ['{"plan": {}, "vision": "peace"}', 'vision', 'not-an-object'],
  ])('%s is refused at %j: %s', (text, path, reason) => {
    expect(refusalOf(text)).toEqual({ code: 'file-not-a-plan', path, reason })
  })

  it('is refused where it nests deeper than any plan', () => {
    const deep = `{"plan": {"x": ${'['.repeat(150)}${']'.repeat(150)}}}`
    expect(refusalOf(deep)).toMatchObject({ code: 'file-not-a-plan', reason: 'too-deep' })
  })
})

describe('what this version does not know', () => {
  it('refuses records under an unknown name, as a list or as one', () => {
    expect(refusalOf('{"plan": {}, "treaties": [{"id": "t1"}]}')).toEqual({
      code: 'file-unknown-kind',
      path: 'treaties',
    })
    expect(refusalOf('{"plan": {}, "treaty": {"title": "x"}}')).toEqual({ code: 'file-unknown-kind', path: 'treaty' })
  })

  it('refuses another version of the format and says which it knows', () => {
    expect(refusalOf('{"schemaVersion": "9.0", "plan": {}}')).toEqual({
      code: 'file-version',
      found: '9.0',
      known: ['0.1', '0.2'],
    })
  })
})

describe('what reads with a note', () => {
  it.each<[string, unknown, ImportNote]>([
    [
      'a wrong type is left not recorded, with the raw value',
      { objectives: [{ id: 'o', title: 7 }] },
      { code: 'wrong-type', path: 'objectives[0].title', facts: { expected: 'line', found: 7 } },
    ],
    [
      'a word that is none of the choices',
      { phases: [{ id: 'p', kind: 'war' }] },
      { code: 'wrong-type', path: 'phases[0].kind', facts: { expected: 'choice', found: 'war' } },
    ],
    [
      'a day that no calendar has',
      { benchmarks: [{ id: 'b', target: { date: '2006-02-30' } }] },
      { code: 'wrong-type', path: 'benchmarks[0].target.date', facts: { expected: 'date', found: '2006-02-30' } },
    ],
    [
      'a degree beyond the scale',
      { functions: [{ id: 'f', integration: { decision: 5 } }] },
      { code: 'wrong-type', path: 'functions[0].integration.decision', facts: { expected: 'number', found: 5 } },
    ],
    [
      'a member of a set that is no id',
      { lines: [], objectives: [{ id: 'o', phaseIds: [{}] }] },
      { code: 'wrong-type', path: 'objectives[0].phaseIds[0]', facts: { expected: 'line', found: {} } },
    ],
    [
      'one property of an item',
      { entities: [{ id: 'e', capacities: [{ description: 'x', quantity: 'many' }] }] },
      { code: 'wrong-type', path: 'entities[0].capacities[0].quantity', facts: { expected: 'number', found: 'many' } },
    ],
    [
      'a record that is no object',
      { phases: ['stabilisation'] },
      { code: 'wrong-type', path: 'phases[0]', facts: { expected: 'record', found: 'stabilisation' } },
    ],
    [
      'nested records that are no list',
      { mandates: [{ id: 'm', tasks: 'all' }] },
      { code: 'wrong-type', path: 'mandates[0].tasks', facts: { expected: 'list', found: 'all' } },
    ],
    [
      'a reference to nothing is kept',
      { objectives: [{ id: 'o', handover: { toEntityId: 'nobody' } }] },
      { code: 'dangling-reference', path: 'objectives[0].handover.toEntityId', facts: { id: 'nobody' } },
    ],
    [
      'a reference is looked for among the right kinds only',
      { activities: [{ id: 'a', area: 'a' }] },
      { code: 'dangling-reference', path: 'activities[0].area', facts: { id: 'a' } },
    ],
    [
      'an unknown field is kept',
      { objectives: [{ id: 'o', mood: 'good' }] },
      { code: 'unknown-field', path: 'objectives[0].mood', facts: { field: 'mood' } },
    ],
    [
      'a member named twice',
      { phases: [{ id: 'p' }], objectives: [{ id: 'o', phaseIds: ['p', 'p'] }] },
      { code: 'duplicate-member', path: 'objectives[0].phaseIds[1]', facts: { member: 'p' } },
    ],
    [
      'the second record with an id gets a new one',
      { phases: [{ id: 'p' }, { id: 'p' }, { id: 'p~2' }] },
      { code: 'duplicate-id', path: 'phases[1].id', facts: { id: 'p', newId: 'p~3' } },
    ],
    [
      'a record without an id gets one',
      { phases: [{ title: 'x' }] },
      { code: 'missing-id', path: 'phases[0].id', facts: { newId: 'phase-1' } },
    ],
    [
      'a second direct superior',
      { posts: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], lines: [direct('1', 'a', 'b'), direct('2', 'a', 'c')] },
      { code: 'second-superior', path: 'lines[1]', facts: { postId: 'a', countsLineId: '1' } },
    ],
    [
      'a circle of lines',
      { posts: [{ id: 'a' }, { id: 'b' }], lines: [direct('1', 'a', 'b'), direct('2', 'b', 'a')] },
      { code: 'line-cycle', path: 'lines[1]', facts: { lineIds: ['1', '2'] } },
    ],
    [
      'a line drawn twice',
      { posts: [{ id: 'a' }, { id: 'b' }], lines: [direct('1', 'a', 'b'), direct('2', 'a', 'b')] },
      { code: 'duplicate-line', path: 'lines[1]', facts: { countsLineId: '1' } },
    ],
    [
      'a line without an end',
      { posts: [{ id: 'a' }], lines: [{ id: '1', from: 'a', type: 'direct' }] },
      { code: 'unfinished-line', path: 'lines[0]', facts: { ends: ['to'] } },
    ],
    [
      'a text that is none',
      { texts: { vision: 7 } },
      { code: 'wrong-type', path: 'texts.vision', facts: { expected: 'text', found: 7 } },
    ],
    [
      'an entry of the ledger that says not what it is',
      { ledger: [{ kind: 'rumour', id: 'x' }] },
      {
        code: 'wrong-type',
        path: 'ledger[0]',
        facts: { expected: 'ledger-entry', found: { kind: 'rumour', id: 'x' } },
      },
    ],
  ])('%s', (_, file, note) => {
    expect(notesOn(file)).toEqual([note])
  })

  function direct(id: string, from: string, to: string): Json {
    return { id, from, to, type: 'direct' }
  }

  it('children of a record that got a new id stand in the new one', () => {
    const { plan } = read({
      mandates: [
        { id: 'm', tasks: [{ id: 't1' }] },
        { id: 'm', tasks: [{ id: 't2' }] },
      ],
    })
    expect([plan.mandateTask.get('t1')?.mandateId, plan.mandateTask.get('t2')?.mandateId]).toEqual(['m', 'm~2'])
  })
})

describe('what reads as it should', () => {
  it('absent, null and empty all say not recorded', () => {
    const { plan, report } = read({
      objectives: [{ id: 'o', title: '', phaseIds: [], handover: {}, leadEntityId: null }],
    })
    expect(report.notes).toEqual([])
    expect(Object.keys(plan.objective.get('o') ?? {})).toEqual(['kind', 'id', 'orderKey'])
  })

  it('phases stand by their order, whatever their place in the file', () => {
    const { plan } = read({ phases: [{ id: 'c' }, { id: 'b', order: 20 }, { id: 'a', order: 3 }] })
    expect([...plan.phase.keys()]).toEqual(['a', 'b', 'c'])
  })

  it('a file with more to note than a call may have arguments', () => {
    const phaseIds = Array.from({ length: 130_000 }, (_, i) => `gone-${i}`)
    const users = Array.from({ length: 20_000 }, () => ({ id: 'u' }))
    const phases = Array.from({ length: 20_000 }, () => ({ id: 'p' }))
    const { report, ledger } = read({ objectives: [{ id: 'o', phaseIds }], phases, users })
    expect(report.notes).toHaveLength(130_000 + 19_999)
    expect(new Set(ledger.map(({ id }) => id)).size).toBe(20_000)
  })

  it('ten thousand records', () => {
    const posts = Array.from({ length: 4000 }, (_, i) => ({ id: `p${i}`, title: `Post ${i}`, functionIds: ['f'] }))
    const lines = Array.from({ length: 3999 }, (_, i) => ({
      id: `l${i}`,
      from: `p${i + 1}`,
      to: `p${i >> 1}`,
      type: 'direct',
    }))
    const objectives = Array.from({ length: 2000 }, (_, i) => ({
      id: `o${i}`,
      title: `Objective ${i}`,
      afterIds: ['o0'],
    }))
    const { report } = read({ functions: [{ id: 'f' }], posts, lines, objectives })
    expect(report).toEqual({ records: 10_000, notes: [] })
  })
})
