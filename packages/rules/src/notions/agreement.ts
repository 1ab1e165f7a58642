import { indexed, type Plan } from '@barycentre/plan'
import { planningGroups } from './groups.ts'

const bySubject = indexed('endorsement', endorsement => endorsement.subject)

/**
 * Which of the four groups have not said "agree" to this version of a text. The newest word of a group counts; one that
 * names no version was said to a text that has none.
 */
export function groupsNotAgreeing(plan: Plan, subject: string, version: number | undefined): string[] {
  const said = new Map<string, string | undefined>()
  for (const { group, position, version: to } of bySubject(plan, subject)) {
    if (group !== undefined && to === version) said.set(group, position)
  }
  return planningGroups.filter(group => said.get(group) !== 'agree')
}
