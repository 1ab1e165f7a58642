import type { FollowUp, Plan, Waiver } from '@barycentre/plan'
import { rules, type CheckId } from './checks/index.ts'
import type { Evidence, Source } from './evidence.ts'
import type { Finding, Found, Subject } from './finding.ts'
import { kept } from './notions/kept.ts'
import { stages, type Rule, type Stage } from './rule.ts'

/** What the checks found, and what is needed to find it again for less. */
export interface Judgement {
  readonly evidence: Evidence
  /** In the order of the catalogue, then of the plan. Waived and parked ones are among them. */
  readonly findings: readonly Finding[]
  readonly byRule: ReadonlyMap<CheckId, readonly Finding[]>
  /** Which rules were asked for this judgement. */
  readonly asked: number
}

/**
 * Asks every check that speaks at the plan's stage. With what was found before, only those of which something that they
 * read has changed; the findings are the same as without. They depend on the evidence alone.
 */
export function judge(evidence: Evidence, before?: Judgement): Judgement {
  const changed = before === undefined ? undefined : changedSources(before.evidence, evidence)
  if (before !== undefined && changed?.size === 0) return before
  const stage = stageOf(evidence.plan)
  const byRule = new Map<CheckId, readonly Finding[]>()
  let asked = 0
  for (const rule of rules) {
    if (!speaksAt(rule, stage)) continue
    const known = before?.byRule.get(rule.id)
    if (known !== undefined && changed !== undefined && !rule.reads.some(source => changed.has(source))) {
      byRule.set(rule.id, known)
      continue
    }
    asked++
    byRule.set(rule.id, findingsOf(rule, evidence, known))
  }
  return { evidence, byRule, asked, findings: withCare([...byRule.values()].flat(), evidence) }
}

function findingsOf(rule: Rule<CheckId>, evidence: Evidence, known: readonly Finding[] = []): readonly Finding[] {
  const findings: Finding[] = []
  for (const found of rule.find(evidence)) {
    const { id: check, nature, severity } = rule
    findings.push({ severity, ...found, check, nature, key: keyOf(check, found) })
  }
  // What nobody needs to draw again stays the same list.
  return JSON.stringify(findings) === JSON.stringify(known) ? known : findings
}

function keyOf(check: CheckId, { about, part }: Found): string {
  return [check, about === undefined ? '' : `${about.kind}/${about.id}`, part ?? ''].join(' ').trimEnd()
}

/** The stage of the plan; one that says nothing is being planned. */
export function stageOf(plan: Plan): Stage {
  return plan.plan.get('plan')?.stage ?? 'planning'
}

export function speaksAt(rule: Rule, stage: Stage): boolean {
  return stages.indexOf(rule.from) <= stages.indexOf(stage)
}

function changedSources(before: Evidence, after: Evidence): ReadonlySet<Source> {
  const changed = new Set<Source>()
  if (before.plan !== after.plan)
    for (const [kind, records] of Object.entries(after.plan))
      if (before.plan[kind as keyof Plan] !== records) changed.add(kind as keyof Plan)
  if (before.ledger !== after.ledger)
    for (const kind of new Set([...Object.keys(before.ledger), ...Object.keys(after.ledger)]))
      if (before.ledger[kind as keyof Evidence['ledger']] !== after.ledger[kind as keyof Evidence['ledger']])
        changed.add(kind as Source)
  if (before.texts !== after.texts) changed.add('text')
  if (before.day !== after.day) changed.add('day')
  return changed
}

/** With who lets a finding stand, and who sees to it. */
function withCare(findings: readonly Finding[], { plan, day }: Evidence): readonly Finding[] {
  if (plan.waiver.size === 0 && plan.followUp.size === 0) return findings
  return findings.map(finding => {
    const place = placeOf(finding.check, finding.about)
    const waiver = newestWaiver(plan.waiver).get(place)
    const followUp = newestFollowUp(plan.followUp).get(place)
    const holds = waiver !== undefined && (waiver.expiresOn === undefined || waiver.expiresOn >= day)
    return {
      ...finding,
      ...(holds && { waiverId: waiver.id }),
      ...(followUp !== undefined && { followUpId: followUp.id }),
    }
  })
}

const newestWaiver = kept((waivers: Plan['waiver']) => byPlace(waivers.values()))
const newestFollowUp = kept((followUps: Plan['followUp']) => byPlace(followUps.values()))

function byPlace<R extends Waiver | FollowUp>(records: Iterable<R>): ReadonlyMap<string, R> {
  const found = new Map<string, R>()
  for (const record of records)
    if (record.checkId !== undefined) found.set(placeIn(record.checkId, record.subjectRef), record)
  return found
}

function placeOf(check: CheckId, about: Subject | undefined): string {
  return placeIn(check, about?.id)
}

function placeIn(check: string, id = ''): string {
  return `${check} ${id}`
}

/** Whether a finding asks for somebody's attention on a day: neither waived nor set aside. */
export function isWaiting({ waiverId, followUpId }: Finding, { plan, day }: Evidence): boolean {
  if (waiverId !== undefined) return false
  const until = followUpId === undefined ? undefined : plan.followUp.get(followUpId)?.parkedUntil
  return until === undefined || until < day
}
