import type { CentreOfGravity, Plan } from '@barycentre/plan'
import { kept } from './kept.ts'

const livePerRecords = kept((centres: Plan['centreOfGravity']) =>
  [...centres.values()].filter(({ status }) => status !== 'superseded'),
)

/** The centres of gravity that are proposed, contested or agreed, and not given up. */
export function liveCentres(plan: Plan): readonly CentreOfGravity[] {
  return livePerRecords(plan.centreOfGravity)
}
