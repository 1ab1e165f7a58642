// How long the checks take: the whole plan at once, and again after one edit. A whole run writes docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { parsePlanFile, type PlanFile } from '@barycentre/plan'
import demo from '@barycentre/plan/demo' with { type: 'json' }
import { editsFrom } from './coherence/edits.ts'
import { largePlan } from './coherence/large-plan.ts'
import { judgedAfterEdits, judgedCold, judgedWarm, longestSteps, type Times } from './coherence/measure.ts'
import { median, most, percentile } from './sync/statistics.ts'

const page = new URL('../docs/performance.md', import.meta.url)
const begin = '<!-- begin: npm run bench coherence -->'
const end = '<!-- end: npm run bench coherence -->'

interface Row {
  readonly work: string
  readonly times: Times
  /** Of the figure in this column, milliseconds. */
  readonly goal?: { readonly of: 'median' | 'p95'; readonly most: number }
}

// Whoever else works on the machine is in every figure.
const [load = 0] = loadavg()
const small = demoFile()
const large = largePlan({ objectives: 2_000, benchmarks: 8_000, posts: 3_000 })
const edited = judgedAfterEdits(large, editsFrom(11), 60)
const all = [...edited.values()].flat()

const sections: readonly (readonly [title: string, rows: readonly Row[]])[] = [
  [
    `The demo (${counted(small)})`,
    [
      { work: 'all of it', times: judgedWarm(small, 100), goal: { of: 'median', most: 5 } },
      { work: 'all of it, the first time', times: await judgedCold(small, 9) },
    ],
  ],
  [
    `A large plan (${counted(large)})`,
    [
      { work: 'all of it', times: judgedWarm(large, 30), goal: { of: 'median', most: 300 } },
      { work: 'all of it, the first time', times: await judgedCold(large, 9), goal: { of: 'median', most: 300 } },
      { work: 'the longest step of all of it', times: longestSteps(large, 30) },
      { work: '**after one edit**', times: all, goal: { of: 'p95', most: 10 } },
      ...[...edited].map(([{ title }, times]): Row => ({ work: title, times, goal: { of: 'p95', most: 10 } })),
    ],
  ],
]

const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${process.platform}, Node.js ${process.versions.node}; load of the machine at the start ${load.toFixed(1)}. Milliseconds.`
const report = [machine, ...sections.map(([title, rows]) => `${title}:\n\n${table(rows)}`)].join('\n\n')
console.log(report)
writeReport()

function table(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const header = ['judged', 'runs', 'median', 'p95', 'worst', 'goal', 'met']
  return [line(header), line(header.map(() => '---')), ...rows.map(row => line(cellsOf(row)))].join('\n')
}

function cellsOf({ work, times, goal }: Row): string[] {
  const figures = { median: median(times), p95: percentile(times, 0.95) }
  const met = goal === undefined ? '' : figures[goal.of] <= goal.most ? 'yes' : '**no**'
  return [
    work,
    String(times.length),
    ...[figures.median, figures.p95, most(times)].map(ms => ms.toFixed(ms < 10 ? 2 : 1)),
    goal === undefined ? '' : `${goal.of} ≤ ${goal.most}`,
    met,
  ]
}

function counted({ plan, report }: PlanFile): string {
  const [objectives, benchmarks, posts] = [plan.objective.size, plan.benchmark.size, plan.post.size]
  const counts = Object.entries({ objectives, benchmarks, posts }).map(
    ([of, count]) => `${count.toLocaleString('en-GB')} ${of}`,
  )
  return `${counts.join(', ')}; ${report.records.toLocaleString('en-GB')} records`
}

function demoFile(): PlanFile {
  const parsed = parsePlanFile(JSON.stringify(demo))
  if (!parsed.ok) throw new Error('The demo cannot be read')
  return parsed.value
}

function writeReport(): void {
  const text = readFileSync(page, 'utf8')
  const before = text.slice(0, text.indexOf(begin) + begin.length)
  const after = text.slice(text.indexOf(end))
  writeFileSync(page, `${before}\n\n${report}\n\n${after}`)
}
