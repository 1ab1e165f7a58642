import { cpus } from 'node:os'
import type { Outcome, ScenarioResult } from './run.ts'
import type { Figure } from './scenario.ts'
import type { ServerKind } from './servers/server.ts'
import { goalsOf, verdictOn } from './verdict.ts'

/** The machine and the way of measuring, in two sentences. */
export function describeRun({ rounds, pinned }: { readonly rounds: number; readonly pinned: boolean }): string {
  const cores = pinned ? 'servers on one core, load on another' : 'servers and load on the same cores'
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${process.platform}, Node.js ${process.versions.node}; ${cores}. Medians of up to ${rounds} ${rounds === 1 ? 'round' : 'rounds'}; the worst in brackets where it differs much.`
}

/** One table for all scenarios: a line for each figure. */
export function markdownTable(results: readonly ScenarioResult[], kinds: readonly ServerKind[]): string {
  const header = [
    'work',
    'figure',
    ...kinds.map(kind => kind.title),
    'ours / better peer',
    'ours / bare',
    'goal',
    'met',
  ]
  const rows = results.flatMap(result =>
    Object.entries(result.scenario.figures).map(([name, figure], index) => {
      const cells = kinds.map(kind => formatOutcome(result.outcomes.get(kind)?.get(name), figure))
      const verdict = verdictOn(result, name, figure)
      const own = verdict.ours?.state === 'measured' ? verdict.ours.median : undefined
      const bare = [verdict.bareRelay, verdict.bareBatch].map(value => formatRatio(own, value))
      return [
        index === 0 ? result.scenario.title : '',
        `${figure.title}${figure.unit === '' ? '' : `, ${figure.unit}`}`,
        ...cells,
        formatRatio(own, verdict.betterPeer),
        bare.every(ratio => ratio === bare[0]) ? (bare[0] ?? '') : bare.join(' / '),
        formatGoal(figure),
        verdict.isMet === undefined ? '' : verdict.isMet ? 'yes' : '**no**',
      ]
    }),
  )
  const failures = failuresOf(results)
  return [table(header, rows), ...(failures.length === 0 ? [] : ['', 'No figure:', '', ...failures])].join('\n')
}

function failuresOf(results: readonly ScenarioResult[]): string[] {
  return results.flatMap(({ scenario, outcomes }) =>
    [...outcomes].flatMap(([kind, byFigure]) => {
      const failed = [...byFigure.values()].find(outcome => outcome.state === 'failed')
      return failed?.state === 'failed' ? `- ${kind.title}, ${scenario.name}: ${failed.reason.split('\n', 1)[0]}` : []
    }),
  )
}

function formatOutcome(outcome: Outcome | undefined, { better }: Figure): string {
  switch (outcome?.state) {
    case 'measured': {
      const worst = better === 'less' ? outcome.most : outcome.least
      const spread = Math.abs(worst - outcome.median) > 0.1 * Math.abs(outcome.median)
      return `${formatNumber(outcome.median)}${spread ? ` (${formatNumber(worst)})` : ''}`
    }
    case 'failed':
      return 'failed'
    default:
      return '–'
  }
}

function formatRatio(value: number | undefined, base: number | undefined): string {
  return value === undefined || base === undefined || base === 0 ? '–' : `${(value / base).toFixed(2)} ×`
}

function formatGoal(figure: Figure): string {
  const sign = figure.better === 'less' ? '≤' : '≥'
  const all = goalsOf(figure).map(goal =>
    'value' in goal ? (goal.value === 0 ? '0' : `${sign} ${goal.value}`) : `${sign} ${goal.timesBetterPeer} ×`,
  )
  return all.join(', ')
}

function formatNumber(value: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value)) return 'never'
  if (size >= 1_000) return Math.round(value).toLocaleString('en-GB')
  if (size >= 100 || Number.isInteger(value)) return value.toFixed(0)
  return size >= 10 ? value.toFixed(1) : value.toFixed(2)
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}
