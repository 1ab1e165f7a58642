import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import demo from '@barycentre/plan/demo' with { type: 'json' }
import { expect, test } from 'vitest'
import { buildCommandLine, run, type Ended } from './support/child.ts'
import { temporaryFolder } from './support/server.ts'

buildCommandLine()

/** The command with a plan fed in, and a data folder that nobody could open. */
function check(plan: unknown, ...options: string[]): Promise<Ended> {
  const text = typeof plan === 'string' ? plan : JSON.stringify(plan)
  return run('/nowhere/at/all', ['check', '-', ...options], {}, text).ended
}

interface Row {
  readonly check: string
  readonly record: { readonly kind: string; readonly id: string; readonly title?: string } | null
  readonly severity: string
  readonly nature: string
  readonly message: string
  readonly waiting: boolean
}

async function rowsOf(plan: unknown, ...options: string[]): Promise<readonly Row[]> {
  const { code, out, said } = await check(plan, '--json', ...options)
  expect([code, said]).toEqual([0, expect.not.stringContaining('Unexpected')])
  return JSON.parse(out) as readonly Row[]
}

test('an exported plan in a file: its findings for machines, each with its record and a sentence', async () => {
  const file = join(temporaryFolder(), 'plan.json')
  writeFileSync(file, JSON.stringify(demo))
  const { code, out, said } = await run('/nowhere/at/all', ['check', file, '--json']).ended
  expect([code, said]).toEqual([0, ''])
  const rows = JSON.parse(out) as readonly Row[]
  expect(rows).toHaveLength(40)
  expect(rows.every(({ message }) => message.trim() !== '')).toBe(true)
  expect(rows.find(({ check }) => check === 'COG-02')).toMatchObject({
    record: { kind: 'centreOfGravity', id: 'cog1', title: expect.stringContaining('Joint Command Council') },
    severity: 'blocker',
    nature: 'gap',
    waiting: true,
  })
  expect(rows.find(({ check }) => check === 'PLN-03')).toMatchObject({ record: null })
})

test('for people: contradictions, gaps, then time; a line for each check with its count, and under it each record', async () => {
  const { code, out } = await check(demo)
  expect(code).toBe(0)
  const headings = [...out.matchAll(/^([A-Z ]+) \(\d+\)$/gm)].map(([, heading]) => heading)
  expect(headings).toEqual(['CONTRADICTIONS', 'GAPS', 'GONE STALE'])
  expect(out).toContain('40 findings: 7 blockers, 24 warnings, 9 advice.')
  const [, lines = ''] = /^ {2}FIN-01.*\(2 warnings\)\n((?: {4}.*\n)+)/m.exec(out) ?? []
  expect(lines.trim().split('\n')).toEqual([
    expect.stringMatching(/^objective o08\b.*Elections on an agreed register/),
    expect.stringMatching(/objective o13\b.*Courts and prisons work in five towns/),
  ])
  expect(out.indexOf('PHA-02')).toBeLessThan(out.indexOf('OBJ-08'))
})

test('a part of a plan is read as it is: what it does not say is not recorded', async () => {
  const objective = { id: 'o1', title: 'Courts', leadEntityId: 'e1' }
  const found = async (plan: unknown) => (await rowsOf(plan)).filter(({ record }) => record?.id === 'o1')
  expect((await found({ objectives: [objective] })).map(({ check }) => check)).not.toContain('OBJ-04')
  expect((await found({ objectives: [{ id: 'o1', title: 'Courts' }] })).map(({ check }) => check)).toContain('OBJ-04')
})

test('--as-of is the day to judge by; otherwise it is the day of the plan', async () => {
  const plan = {
    plan: { stage: 'implementation', asOf: '2006-09-01', reviewIntervalDays: 120 },
    vision: { lastReviewedOn: '2006-01-01' },
  }
  const checks = async (...options: string[]) => (await rowsOf(plan, ...options)).map(({ check }) => check)
  expect(await checks()).toContain('VIS-06')
  expect(await checks('--as-of', '2006-02-01')).not.toContain('VIS-06')
})

test('--fail-on: exit code 1 where something as grave waits for somebody; otherwise 0, whatever is found', async () => {
  const early = { plan: { stage: 'pre_mandate' } }
  expect((await check(demo)).code).toBe(0)
  expect(await check(demo, '--fail-on', 'blocker')).toMatchObject({
    code: 1,
    said: '7 findings reach the bar (blocker).\n',
  })
  expect(await check(demo, '--fail-on', 'warning')).toMatchObject({
    code: 1,
    said: '31 findings reach the bar (warning).\n',
  })
  expect(await check(early, '--fail-on', 'warning')).toMatchObject({ code: 0, said: '' })
})

test('what is waived is told and said to be so, and counts for no bar while the waiver stands', async () => {
  const waivers = [
    { id: 'w1', checkId: 'COG-02', subjectRef: 'cog1', reason: 'OCHA comes back in May', expiresOn: '2006-10-01' },
  ]
  const waived = { ...demo, waivers }
  expect((await check(waived, '--fail-on', 'blocker')).said).toBe('6 findings reach the bar (blocker).\n')
  expect((await check(waived)).out).toContain('[waived until 2006-10-01: OCHA comes back in May]')
  expect((await rowsOf(waived)).filter(({ waiting }) => !waiting).map(({ check }) => check)).toEqual(['COG-02'])
  expect((await check(waived, '--fail-on', 'blocker', '--as-of', '2006-10-02')).said).not.toContain('6 findings')
})

const objectives = (fourth: object) => ({ objectives: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd', ...fourth }] })

test.each([
  ['no JSON', '{"plan": {\n  "title": nothing}}', /at line 2, column 12\./],
  ['JSON that breaks off', '{"plan": {', /ends in the middle, at line 1, column 11\./],
  ['nothing', '', /ends in the middle, at line 1, column 1\./],
  ['a list', [], /not a plan file \(not an object\)/],
  [
    'an unknown kind',
    { plan: {}, wishes: [{ id: 'w' }] },
    /wishes holds records of a kind that this version does not know/,
  ],
  ['another version', { schemaVersion: '9', plan: {} }, /schemaVersion is "9"/],
  ['a wrong type', objectives({ phaseIds: 'p1' }), /objectives\[3\]\.phaseIds: a list is expected, but "p1" was found/],
  [
    'a bad date',
    { phases: [{ id: 'p', plannedStart: '2006-02-31' }] },
    /phases\[0\]\.plannedStart: a date .* but "2006-02-31"/,
  ],
  ['an unknown word', objectives({ status: 'lively' }), /objectives\[3\]\.status: one of the words .* but "lively"/],
])('%s: exit code 2, with the place and the reason', async (_what, plan, sentence) => {
  const { code, out, said } = await check(plan, '--fail-on', 'blocker')
  expect([code, out]).toEqual([2, ''])
  expect(said).toMatch(sentence)
  expect(said).not.toContain('    at ')
})

test('an unknown field is told with its path, and is no reason to stop', async () => {
  const { code, said } = await check(objectives({ phase: 'p1' }))
  expect([code, said]).toEqual([0, '  objectives[3].phase: unknown field (field "phase")\n'])
})

test('a file that is not there, a folder, one too large and one that is no text: exit code 2', async () => {
  const folder = temporaryFolder()
  const [large, binary] = [join(folder, 'large.json'), join(folder, 'binary.json')]
  writeFileSync(large, '{')
  truncateSync(large, 65 * 1024 * 1024)
  writeFileSync(binary, new Uint8Array([0x7b, 0xff, 0xfe]))
  const ends = await Promise.all(
    [join(folder, 'none.json'), folder, large, binary].map(path => run(folder, ['check', path]).ended),
  )
  expect(ends.map(({ code, said }) => [code, said])).toEqual([
    [2, expect.stringMatching(/^There is no .*none\.json\.\n$/)],
    [2, expect.stringMatching(/is a folder, not a file\.\n$/)],
    [2, expect.stringMatching(/is larger than 64 MiB/)],
    [2, expect.stringMatching(/is not text \(UTF-8\)\.\n$/)],
  ])
  const tooMuch = await run(folder, ['check', '-'], {}, new Uint8Array(65 * 1024 * 1024).fill(0x20)).ended
  expect([tooMuch.code, tooMuch.said]).toEqual([2, expect.stringMatching(/^The standard input is larger than 64 MiB/)])
})

test.each([
  ['a day that is none', ['--as-of', '2006-02-30'], /--as-of must be a day such as 2006-09-01, but is "2006-02-30"/],
  ['a bar that is none', ['--fail-on', 'advice'], /--fail-on must be one of blocker, warning, but is "advice"/],
  ['a language that nobody has written', ['--lang', 'xx'], /--lang must be one of en, fr, ar, but is "xx"/],
])('%s: exit code 2, and where to find help', async (_what, options, sentence) => {
  const { code, said } = await check(demo, ...options)
  expect(code).toBe(2)
  expect(said).toMatch(sentence)
  expect(said).toContain('"barycentre check --help"')
})
