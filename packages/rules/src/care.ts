import type { FollowUp, Plan, Waiver } from '@barycentre/plan'
import type { Evidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import { kept } from './notions/kept.ts'

/** The findings of one check, with who lets each stand, and who sees to it. */
export function withCare(check: string, findings: readonly Finding[], { plan, day }: Evidence): readonly Finding[] {
  const waivers = newestWaivers(plan.waiver).get(check)
  const followUps = newestFollowUps(plan.followUp).get(check)
  if (waivers === undefined && followUps === undefined) return findings
  return findings.map(finding => {
    const place = placeOf(finding.about?.id, finding.part)
    const waiver = waivers?.get(place)
    // One without an end lets nothing stand (domain model 3.0).
    const holds = waiver?.expiresOn !== undefined && waiver.expiresOn >= day
    return caredFor(finding, holds ? waiver.id : undefined, followUps?.get(place)?.id)
  })
}

const known = new WeakMap<Finding, Finding>()

/** The same object for as long as it says the same. */
function caredFor(finding: Finding, waiverId: string | undefined, followUpId: string | undefined): Finding {
  if (waiverId === undefined && followUpId === undefined) return finding
  const before = known.get(finding)
  if (before !== undefined && before.waiverId === waiverId && before.followUpId === followUpId) return before
  const now: Finding = {
    ...finding,
    ...(waiverId !== undefined && { waiverId }),
    ...(followUpId !== undefined && { followUpId }),
  }
  known.set(finding, now)
  return now
}

const newestWaivers = kept((waivers: Plan['waiver']) => newestByCheck(waivers.values()))
const newestFollowUps = kept((followUps: Plan['followUp']) => newestByCheck(followUps.values()))

/** By check, then by what the finding is about and the part of it. */
function newestByCheck<R extends Waiver | FollowUp>(records: Iterable<R>): ReadonlyMap<string, ReadonlyMap<string, R>> {
  const byCheck = new Map<string, Map<string, R>>()
  for (const record of records) {
    const { checkId, subjectRef, part } = record
    if (checkId === undefined) continue
    const ofCheck = byCheck.get(checkId)
    if (ofCheck === undefined) byCheck.set(checkId, new Map([[placeOf(subjectRef, part), record]]))
    else ofCheck.set(placeOf(subjectRef, part), record)
  }
  return byCheck
}

function placeOf(subject = '', part = ''): string {
  return JSON.stringify([subject, part])
}

/** Whether a finding asks for somebody's attention on a day: neither waived nor set aside. */
export function isWaiting({ waiverId, followUpId }: Finding, { plan, day }: Evidence): boolean {
  if (waiverId !== undefined) return false
  const until = followUpId === undefined ? undefined : plan.followUp.get(followUpId)?.parkedUntil
  return until === undefined || until < day
}
