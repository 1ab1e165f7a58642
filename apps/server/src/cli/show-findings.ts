import { createMessages, formatDate, formatList, type Locale } from '@barycentre/messages'
import { compileCatalogue } from '@barycentre/messages/compile'
import { isKind, titleOf, type AnyRecord, type Plan } from '@barycentre/plan'
import {
  isWaiting,
  natures,
  rules,
  severities,
  stageOf,
  type Finding,
  type Judgement,
  type Nature,
  type Severity,
} from '@barycentre/rules'
import { checkWords, type CheckWords } from '@barycentre/rules/words'
import { readCheckMessages } from './check-catalogue.ts'

/** The findings for people: by their nature, then by check, the gravest first. */
export function findingLines({ evidence, findings, byRule }: Judgement, locale: Locale): string[] {
  const { plan, day } = evidence
  const words = wordsIn(locale)
  const asked = `${byRule.size} checks speak at the stage "${stageOf(plan)}"; judged as of ${day}.`
  const set = findings.filter(finding => !isWaiting(finding, evidence)).length
  const aside = set === 0 ? '' : `; ${set} of them waived or set aside`
  const counted = `${count(findings.length, 'finding', 'findings')}: ${severities.map(each => severityCount(findings, each)).join(', ')}${aside}.`
  return [asked, counted, ...natures.flatMap(natureLines)]

  function natureLines(nature: Nature): string[] {
    const own = findings.filter(finding => finding.nature === nature)
    if (own.length === 0) return []
    return ['', `${headings[nature]} (${own.length})`, ...checksIn(own).flatMap(checkLines)]
  }

  function checkLines(own: readonly Finding[]): string[] {
    const [first] = own
    if (first === undefined) return []
    const severity = gravest(own)
    const counted = count(own.length, severity, pluralOf(severity))
    const name = words.title(first.check)
    const title = `  ${first.check}${name === first.check ? '' : `  ${name}`} (${counted})`
    return ['', title, ...own.map(each => `    ${sentenceOf(each)}${careOf(each)}`)]
  }

  function sentenceOf(finding: Finding): string {
    const sentence = words.sentence(finding)
    const subject = subjectIn(plan, finding)
    if (subject === null) return sentence
    const { kind, id, title = id } = subject
    return title === id || sentence.includes(title)
      ? `${kind} ${id}: ${sentence}`
      : `${kind} ${id}, ${title}: ${sentence}`
  }

  function careOf(finding: Finding): string {
    if (isWaiting(finding, evidence)) return ''
    const { reason, expiresOn } = plan.waiver.get(finding.waiverId ?? '') ?? {}
    if (finding.waiverId === undefined) return ' [set aside]'
    return ` [waived${expiresOn === undefined ? '' : ` until ${expiresOn}`}${reason === undefined ? '' : `: ${reason}`}]`
  }
}

/** The same for machines, in the order of the catalogue and then of the plan. */
export function findingRows({ evidence, findings }: Judgement, locale: Locale): object[] {
  const words = wordsIn(locale)
  const sources = new Map<string, string>(rules.map(({ id, source }) => [id, source]))
  return findings.map(finding => ({
    check: finding.check,
    record: subjectIn(evidence.plan, finding),
    severity: finding.severity,
    nature: finding.nature,
    message: words.sentence(finding),
    title: words.title(finding.check),
    source: sources.get(finding.check),
    ...(finding.part !== undefined && { part: finding.part }),
    waiting: isWaiting(finding, evidence),
  }))
}

const headings: { readonly [N in Nature]: string } = {
  contradiction: 'CONTRADICTIONS',
  gap: 'GAPS',
  time: 'GONE STALE',
}

function wordsIn(locale: Locale): CheckWords {
  const { has, translate } = createMessages(locale, compileCatalogue(readCheckMessages(locale)))
  return checkWords({
    say: (key, values) => (has(key) ? translate(key, values) : undefined),
    date: day => formatDate(locale, day, 'longDate'),
    list: parts => formatList(locale, parts),
  })
}

/** By check, those with the gravest finding first. */
function checksIn(findings: readonly Finding[]): Finding[][] {
  const byCheck = Map.groupBy(findings, ({ check }) => check)
  return [...byCheck.values()].sort((a, b) => severities.indexOf(gravest(a)) - severities.indexOf(gravest(b)))
}

function gravest(findings: readonly Finding[]): Severity {
  return severities.find(severity => findings.some(finding => finding.severity === severity)) ?? 'advice'
}

function subjectIn(plan: Plan, { about, facts }: Finding): { kind: string; id: string; title?: string } | null {
  if (about === undefined) return null
  const { kind, id } = about
  const records: ReadonlyMap<string, AnyRecord> | undefined = isKind(kind) ? plan[kind] : undefined
  const record = records?.get(id)
  const title = record === undefined ? facts?.['title'] : titleOf(record)
  return { kind, id, ...(typeof title === 'string' && { title }) }
}

function severityCount(findings: readonly Finding[], severity: Severity): string {
  const own = findings.filter(finding => finding.severity === severity).length
  return count(own, severity, pluralOf(severity))
}

function pluralOf(severity: Severity): string {
  return severity === 'advice' ? 'advice' : `${severity}s`
}

function count(number: number, one: string, other: string): string {
  return `${number} ${number === 1 ? one : other}`
}
