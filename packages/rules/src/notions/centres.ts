import type { CentreOfGravity, Plan } from '@barycentre/plan'
import type { Ledger } from '../evidence.ts'
import { kept } from './kept.ts'
import { newestAbout } from './ledger.ts'

const livePerRecords = kept((centres: Plan['centreOfGravity']) =>
  [...centres.values()].filter(({ status }) => status !== 'superseded'),
)

/** The centres of gravity that are proposed, contested or agreed, and not given up. */
export function liveCentres(plan: Plan): readonly CentreOfGravity[] {
  return livePerRecords(plan.centreOfGravity)
}

/** The version of its text that stands; undefined where none has been counted. */
export function versionOf(ledger: Ledger, { id }: CentreOfGravity): number | undefined {
  const version = newestAbout(ledger, 'centre-of-gravity-version', { kind: 'centreOfGravity', id })
  return typeof version === 'number' ? version : undefined
}
