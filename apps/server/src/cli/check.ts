import { locales } from '@barycentre/messages'
import { evidenceIn, isWaiting, judge, severities, type Finding, type Severity } from '@barycentre/rules'
import { Failure, findChoice, findOption, WrongUsage, type Command, type Invocation } from './command.ts'
import { findingLines, findingRows } from './show-findings.ts'
import { noteLines, readPlan } from './read-plan.ts'

const bars = ['blocker', 'warning'] as const satisfies readonly Severity[]

export const check: Command = {
  name: 'check',
  summary: 'Ask a plan file the hundred coherence checks',
  help: [
    'Usage: barycentre check FILE [--as-of DATE] [--fail-on blocker|warning] [--lang en|fr|ar] [--json]',
    '',
    'Reads an exported plan, one written by hand, or a part of one ("-": the standard input), and prints what the checks',
    'find: contradictions, then gaps, then what has gone stale. Nothing is stored, and no data folder is needed. What',
    'packages/rules/SPEC.md says of each check is what is asked; what a file does not say is not recorded, never "no".',
    '',
    '  --as-of     the day to judge by, such as 2006-09-01 (otherwise plan.asOf, otherwise today)',
    '  --fail-on   exit code 1 if anything as grave as this waits for somebody: is neither waived nor set aside',
    '  --lang      the language of the sentences (en)',
    '  --json      [{"check", "record", "severity", "nature", "message", "title", "source", "part", "waiting"}];',
    '              "record" is {"kind", "id", "title"}, or null for the plan as a whole',
    '',
    'Exit codes: 0 done, 1 the bar of --fail-on is crossed, 2 called wrongly, or the file cannot be read: it says where.',
  ].join('\n'),
  options: {
    'as-of': { type: 'string' },
    'fail-on': { type: 'string' },
    lang: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: 1,
  async run(invocation) {
    const bar = findChoice(invocation, 'fail-on', bars)
    const locale = findChoice(invocation, 'lang', locales) ?? 'en'
    const asOf = findDay(invocation, 'as-of')
    const file = await readPlan(invocation, invocation.positionals[0] ?? '')
    for (const line of noteLines(file)) invocation.tell(line)
    const { day, ...rest } = evidenceIn(file, new Date().toISOString().slice(0, 10))
    const judgement = judge({ ...rest, day: asOf ?? day })
    if (invocation.options['json'] === true) invocation.print(JSON.stringify(findingRows(judgement, locale)))
    else for (const line of findingLines(judgement, locale)) invocation.print(line)

    const { findings, evidence } = judgement
    const over = bar === undefined ? [] : findings.filter(each => isAsGrave(each, bar) && isWaiting(each, evidence))
    if (over.length > 0)
      throw new Failure(`${over.length} ${over.length === 1 ? 'finding reaches' : 'findings reach'} the bar (${bar}).`)
  },
}

function isAsGrave({ severity }: Finding, bar: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(bar)
}

function findDay(invocation: Invocation, name: string): string | undefined {
  const text = findOption(invocation, name)
  if (text === undefined) return undefined
  const day = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
    throw new WrongUsage(`--${name} must be a day such as 2006-09-01, but is "${text}".`)
  return text
}
