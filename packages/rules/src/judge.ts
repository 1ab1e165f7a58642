import { isLedgerKind, type Plan } from '@barycentre/plan'
import { withCare } from './care.ts'
import { changesBetween, type Changes } from './changes.ts'
import { rules, type CheckId } from './checks/index.ts'
import type { Evidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import { stages, type Known, type Rule, type Stage } from './rule.ts'
import { told, toldAgain } from './told.ts'

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
  const changes = before && changesBetween(before.evidence, evidence)
  if (before !== undefined && changes?.sources.size === 0) return before
  const stage = stageOf(evidence.plan)
  const byRule = new Map<CheckId, readonly Finding[]>()
  let asked = 0
  for (const rule of rules) {
    if (!speaksAt(rule, stage) || !canAnswer(rule, evidence)) continue
    const known = before?.byRule.get(rule.id)
    if (known !== undefined && !rule.reads.some(source => changes?.sources.has(source))) {
      byRule.set(rule.id, known)
      continue
    }
    asked++
    byRule.set(rule.id, findingsOf(rule, evidence, known, changes))
    yield undefined
  }
  return { evidence, byRule, asked, findings: [...byRule].flatMap(([id, found]) => withCare(id, found, evidence)) }
}

/** What is not known is not judged: without the ledger nobody can say that a benchmark was never measured. */
function canAnswer({ reads }: Rule, { ledger, texts }: Evidence): boolean {
  return (
    (ledger !== undefined || reads.every(source => !isLedgerKind(source))) &&
    (texts !== undefined || !reads.includes('text'))
  )
}

function findingsOf(
  rule: Rule<CheckId>,
  evidence: Evidence,
  known: readonly Finding[] | undefined,
  changes: Changes | undefined,
): readonly Finding[] {
  const { ledger = {}, texts = nothing } = evidence
  const all: Known = { ...evidence, ledger, texts }
  const { each } = rule
  const isAskedEach =
    each !== undefined && rule.reads.every(source => source === each.kind || !changes?.sources.has(source))
  if (known === undefined || changes === undefined || !isAskedEach) return told(rule, rule.find(all), known)
  return toldAgain(rule, each, all, known, changes.records(each.kind))
}

const nothing: ReadonlySet<string> = new Set()

/** The stage of the plan; one that says nothing is being planned. */
export function stageOf(plan: Plan): Stage {
  return plan.plan.get('plan')?.stage ?? 'planning'
}

export function speaksAt(rule: Rule, stage: Stage): boolean {
  return stages.indexOf(rule.from) <= stages.indexOf(stage)
}
