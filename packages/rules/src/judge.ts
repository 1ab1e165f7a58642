import { isLedgerKind, type FollowUp, type Kind, type LedgerKind, type Plan, type Waiver } from '@barycentre/plan'
import { rules, type CheckId } from './checks/index.ts'
import type { Evidence, Source } from './evidence.ts'
import type { Finding, Found } from './finding.ts'
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
  const judging = judgeInSteps(evidence, before)
  for (;;) {
    const { done, value } = judging.next()
    if (done === true) return value
  }
}

/** The same, for those who have a screen to keep moving: stops after every check that was asked. */
export function* judgeInSteps(evidence: Evidence, before?: Judgement): Generator<undefined, Judgement> {
  const changed = before === undefined ? undefined : changedSources(before.evidence, evidence)
  if (before !== undefined && changed?.size === 0) return before
  const stage = stageOf(evidence.plan)
  const byRule = new Map<CheckId, readonly Finding[]>()
  let asked = 0
  for (const rule of rules) {
    if (!speaksAt(rule, stage) || !canAnswer(rule, evidence)) continue
    const known = before?.byRule.get(rule.id)
    if (known !== undefined && changed !== undefined && !rule.reads.some(source => changed.has(source))) {
      byRule.set(rule.id, known)
      continue
    }
    asked++
    byRule.set(rule.id, findingsOf(rule, evidence, known))
    yield undefined
  }
  return { evidence, byRule, asked, findings: withCare([...byRule.values()].flat(), evidence) }
}

/** What is not known is not judged: without the ledger nobody can say that a benchmark was never measured. */
function canAnswer({ reads }: Rule, { ledger, texts }: Evidence): boolean {
  return (
    (ledger !== undefined || reads.every(source => !isLedgerKind(source))) &&
    (texts !== undefined || !reads.includes('text'))
  )
}

function findingsOf(rule: Rule<CheckId>, evidence: Evidence, known: readonly Finding[] = []): readonly Finding[] {
  const findings: Finding[] = []
  const { ledger = {}, texts = nothing } = evidence
  for (const found of rule.find({ ...evidence, ledger, texts })) {
    const { id: check, nature, severity } = rule
    findings.push({ severity, ...found, check, nature, key: keyOf(check, found) })
  }
  // What nobody needs to draw again stays the same list.
  return JSON.stringify(findings) === JSON.stringify(known) ? known : findings
}

const nothing: ReadonlySet<string> = new Set()

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
  for (const kind of Object.keys(after.plan) as Kind[]) if (before.plan[kind] !== after.plan[kind]) changed.add(kind)
  for (const kind of Object.keys({ ...before.ledger, ...after.ledger }) as LedgerKind[])
    if (before.ledger?.[kind] !== after.ledger?.[kind]) changed.add(kind)
  // With the first word of the ledger, also that of which it says nothing is known.
  if ((before.ledger === undefined) !== (after.ledger === undefined))
    for (const { reads } of rules) for (const source of reads) if (isLedgerKind(source)) changed.add(source)
  if (before.texts !== after.texts) changed.add('text')
  if (before.day !== after.day) changed.add('day')
  return changed
}

/** With who lets a finding stand, and who sees to it. */
function withCare(findings: readonly Finding[], { plan, day }: Evidence): readonly Finding[] {
  if (plan.waiver.size === 0 && plan.followUp.size === 0) return findings
  return findings.map(finding => {
    const place = placeIn(finding.check, finding.about?.id)
    const waiver = newestWaiver(plan.waiver).get(place)
    const followUp = newestFollowUp(plan.followUp).get(place)
    const holds = waiver !== undefined && (waiver.expiresOn === undefined || waiver.expiresOn >= day)
    if (!holds && followUp === undefined) return finding
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

function placeIn(check: string, id = ''): string {
  return `${check} ${id}`
}

/** Whether a finding asks for somebody's attention on a day: neither waived nor set aside. */
export function isWaiting({ waiverId, followUpId }: Finding, { plan, day }: Evidence): boolean {
  if (waiverId !== undefined) return false
  const until = followUpId === undefined ? undefined : plan.followUp.get(followUpId)?.parkedUntil
  return until === undefined || until < day
}
