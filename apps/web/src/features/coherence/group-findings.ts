import type { CheckId, Finding, Nature, Rule, Severity } from '@barycentre/rules'
const severities: readonly Severity[] = ['blocker', 'warning', 'advice']

/** What one check finds: a line on the screen. */
export interface CheckGroup {
  readonly check: CheckId
  readonly nature: Nature
  /** The gravest of its findings. */
  readonly severity: Severity
  readonly findings: readonly Finding[]
}

/** One line a check, the gravest first, then in the order of the catalogue. */
export function groupByCheck(findings: readonly Finding[], rules: readonly Rule[]): readonly CheckGroup[] {
  const byCheck = new Map<CheckId, Finding[]>()
  for (const finding of findings) {
    const all = byCheck.get(finding.check)
    if (all === undefined) byCheck.set(finding.check, [finding])
    else all.push(finding)
  }
  const place = new Map(rules.map(({ id }, i) => [id, i]))
  return [...byCheck]
    .map(([check, own]): CheckGroup => {
      const severity = severities[Math.min(...own.map(each => severities.indexOf(each.severity)))] ?? 'advice'
      return { check, nature: own[0]?.nature ?? 'gap', severity, findings: own }
    })
    .sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        (place.get(a.check) ?? 0) - (place.get(b.check) ?? 0),
    )
}
