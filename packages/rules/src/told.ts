import type { AnyRecord } from '@barycentre/plan'
import type { RecordChanges } from './changes.ts'
import type { CheckId } from './checks/index.ts'
import type { Finding, Found } from './finding.ts'
import type { Known, RecordQuestion, Rule } from './rule.ts'

/**
 * What a rule found, as findings. What says what a known one says is that one, and where all do, the known list: nobody
 * needs to draw those again, and most of what a rule finds again is so.
 */
export function told(rule: Rule<CheckId>, found: Iterable<Found>, known: readonly Finding[] = []): readonly Finding[] {
  const findings: Finding[] = []
  let byKey: ReadonlyMap<string, Finding> | undefined
  let isSame = true
  for (const each of found) {
    const before = known[findings.length]
    if (before !== undefined && saysTheSame(rule, before, each)) {
      findings.push(before)
      continue
    }
    isSame = false
    // It has changed, or does not stand where it stood.
    byKey ??= new Map(known.map(finding => [finding.key, finding]))
    const finding = findingOf(rule, each)
    const elsewhere = byKey.get(finding.key)
    findings.push(elsewhere !== undefined && saysTheSame(rule, elsewhere, each) ? elsewhere : finding)
  }
  return isSame && findings.length === known.length ? known : findings
}

/** The same, where the rule asks each record by itself and only some of them have changed. */
export function toldAgain(
  rule: Rule<CheckId>,
  { kind, ask }: RecordQuestion,
  evidence: Known,
  known: readonly Finding[],
  { ids, isMoved }: RecordChanges,
): readonly Finding[] {
  const records: ReadonlyMap<string, AnyRecord> = evidence.plan[kind]
  const byId = new Map(known.map(finding => [finding.about?.id, finding]))
  let isSame = !isMoved
  for (const id of ids) {
    const record = records.get(id)
    const found = record && ask(record, evidence)
    const before = byId.get(id)
    if (found === undefined) byId.delete(id)
    else if (before === undefined || !saysTheSame(rule, before, found)) byId.set(id, findingOf(rule, found))
    if (byId.get(id) !== before) isSame = false
  }
  return isSame ? known : [...records.keys()].flatMap(id => byId.get(id) ?? [])
}

function findingOf({ id: check, nature, severity }: Rule<CheckId>, found: Found): Finding {
  return { severity, ...found, check, nature, key: keyOf(check, found) }
}

function keyOf(check: CheckId, { about, part }: Found): string {
  const key = about === undefined ? check : `${check} ${about.kind}/${about.id}`
  return part === undefined ? key : `${key} ${part}`
}

function saysTheSame(rule: Rule, known: Finding, found: Found): boolean {
  return (
    known.about?.id === found.about?.id &&
    known.about?.kind === found.about?.kind &&
    known.part === found.part &&
    known.severity === (found.severity ?? rule.severity) &&
    isEqual(known.facts, found.facts) &&
    isEqual(known.at, found.at) &&
    isEqual(known.remedy, found.remedy)
  )
}

/** Equal as data, of which no part is undefined. Asked of every finding after every edit, it makes no lists of keys. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const [left, right] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>]
  let keys = 0
  for (const key in left) {
    if (!isEqual(left[key], right[key])) return false
    keys++
  }
  for (const _ in right) keys--
  return keys === 0
}
