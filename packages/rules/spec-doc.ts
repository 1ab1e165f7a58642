/**
 * Writes the part of SPEC.md that follows from the rules, their words and their examples: `node packages/rules/spec-doc.ts`.
 * What each check says stands in the English catalogue; until it does, the page shows ids and facts.
 */
import { must, type Json } from '@barycentre/kit'
import { createMessages, formatDate, formatList } from '@barycentre/messages'
import { compileCatalogue } from '@barycentre/messages/compile'
import { defaultThresholds, parsePlanFile } from '@barycentre/plan'
import fragments from '@barycentre/plan/testing/check-fragments' with { type: 'json' }
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { evidenceIn, judge, rules, type Finding, type Rule } from './src/index.ts'
import { checkWords } from './src/words.ts'

const documentUrl = new URL('SPEC.md', import.meta.url)
const catalogueUrl = new URL('../messages/catalogues/en/checks.json', import.meta.url)
const thresholdsUrl = new URL('../plan/src/records/plan.ts', import.meta.url)
const [begin, end] = ['<!-- generated: begin -->', '<!-- generated: end -->']

/** The families of the catalogue (domain model, section 3). */
const families: { readonly [prefix: string]: string } = {
  VIS: 'Strategic vision',
  COG: 'Centre of gravity',
  OBJ: 'Objectives and mandate',
  BEN: 'Benchmarks',
  PHA: 'Phases and hand-over',
  FUN: 'Functions and asymmetry',
  STR: 'Structure',
  HUM: 'Humanitarian space',
  HRT: 'Human rights and dilemmas',
  OWN: 'Local ownership',
  FIN: 'Funding',
  PLN: 'Planning process',
  REV: 'Review and oversight',
  LDR: 'Leadership',
}

/** The document with its generated part as the rules say now. */
export function specDocument(): { readonly found: string; readonly fresh: string } {
  const found = readFileSync(documentUrl, 'utf8')
  const [before = '', rest = ''] = found.split(begin)
  const after = rest.split(end)[1] ?? ''
  return { found, fresh: `${before}${begin}\n\n${generated()}\n\n${end}${after}` }
}

const words = englishWords()

function generated(): string {
  const prefixes = Object.keys(families)
  const left = rules.filter(({ id }) => !prefixes.some(prefix => id.startsWith(prefix)))
  if (left.length > 0) throw new Error(`No family has ${left.map(({ id }) => id).join(', ')}`)
  const sections = prefixes.flatMap(prefix => [
    `## ${families[prefix]}`,
    ...rules.filter(({ id }) => id.startsWith(prefix)).map(checkSection),
  ])
  return [...sections, '## Settings', thresholdTable()].join('\n\n')
}

function checkSection(rule: (typeof rules)[number]): string {
  const { id, severity, nature, from, source, reads } = rule
  const [failing, passing] = [examplePlan(id, 'fails'), examplePlan(id, 'passes')]
  const finding = must(
    findingsIn(failing).find(({ check }) => check === id),
    `${id} finds something in its example`,
  )
  const [title, why] = [words.title(id), words.why(id)]
  return [
    `### ${id}${title === id ? '' : ` ${title}`}`,
    '',
    `${severity}${severityNote(rule, finding)} · ${nature} · from ${from.replaceAll('_', ' ')} · ${source}`,
    '',
    `> ${words.sentence(finding)}`,
    '',
    ...(why === '' ? [] : [why, '']),
    `- Reads: ${reads.join(', ')}.`,
    `- Finds something: ${code(failing)}`,
    `- Finds nothing: ${code(passing)}`,
  ].join('\n')
}

/** Where the example is graver or less grave than the check is mostly. */
function severityNote({ severity }: Rule, finding: Finding): string {
  return finding.severity === severity ? '' : ` (${finding.severity} in the example)`
}

function examplePlan(id: string, verdict: 'fails' | 'passes'): Json {
  const found = must(
    fragments.find(each => each.check === id && each.verdict === verdict),
    `${id} has an example that ${verdict}`,
  )
  return found.plan as Json
}

function findingsIn(plan: Json): readonly Finding[] {
  const parsed = parsePlanFile(JSON.stringify(plan))
  if (!parsed.ok) throw new Error(`An example cannot be read: ${JSON.stringify(parsed.error)}`)
  return judge(evidenceIn(parsed.value, '2006-09-01')).findings
}

function code(plan: Json): string {
  const json = JSON.stringify(plan)
  if (json.includes('`')) throw new Error(`An example has a backtick: ${json}`)
  return `\`${json}\``
}

function thresholdTable(): string {
  const docstrings = readFileSync(thresholdsUrl, 'utf8').matchAll(/\/\*\* ([^*]*) \*\/\s*(\w+): number\(/g)
  const meanings = new Map([...docstrings].map(([, text = '', name = '']) => [name, text]))
  const rows = Object.entries(defaultThresholds).map(
    ([name, value]) => `| \`${name}\` | ${String(value)} | ${must(meanings.get(name), `${name} has a docstring`)} |`,
  )
  return ['| Setting | Default | Meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function englishWords() {
  const catalogue = existsSync(catalogueUrl) ? (JSON.parse(readFileSync(catalogueUrl, 'utf8')) as Catalogue) : {}
  const { has, translate } = createMessages('en', compileCatalogue(catalogue))
  return checkWords({
    say: (key, values) => (has(key) ? translate(key, values) : undefined),
    date: day => formatDate('en', day, 'longDate'),
    list: parts => formatList('en', parts),
  })
}

type Catalogue = Readonly<Record<string, string>>

if (import.meta.main) writeFileSync(documentUrl, specDocument().fresh)
