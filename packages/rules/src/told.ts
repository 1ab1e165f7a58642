import type { CheckId } from './checks/index.ts'
import type { Finding, Found } from './finding.ts'
import type { Rule } from './rule.ts'

/**
 * What a rule found, as findings. What says what a known one says is that one, and where all do, the known list: nobody
 * needs to draw those again, and most of what a rule finds again is so.
 */
export function told(rule: Rule<CheckId>, found: Iterable<Found>, known: readonly Finding[]): readonly Finding[] {
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

/** Equal as data. It is asked of every finding after every edit, so it makes no lists of keys. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const [left, right] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>]
  let keys = 0
  for (const key in left) {
    if (!Object.hasOwn(right, key) || !isEqual(left[key], right[key])) return false
    keys++
  }
  for (const _ in right) keys--
  return keys === 0
}
