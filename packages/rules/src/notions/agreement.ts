import { indexed, type Endorsement, type Plan, type RecordRef } from '@barycentre/plan'
import type { Ledger } from '../evidence.ts'
import { planningGroups } from './groups.ts'
import { newestAbout } from './ledger.ts'

/** A text to which agreement is by each group, and the version of it that stands. */
export interface AgreedText {
  /** As endorsements name it: `vision`, `cog:<id>`, `function:<id>`. */
  readonly subject: string
  /** Undefined where none has been counted. */
  readonly version: number | undefined
}

type AgreedKind = 'vision' | 'centreOfGravity' | 'function'

/** The text that a record is; undefined where agreement to it is nobody's business. */
export function agreedTextOf(ledger: Ledger | undefined, ref: { kind: AgreedKind; id: string }): AgreedText
export function agreedTextOf(ledger: Ledger | undefined, ref: RecordRef): AgreedText | undefined
export function agreedTextOf(ledger: Ledger | undefined, ref: RecordRef): AgreedText | undefined {
  const versionIn = (kind: 'vision-version' | 'centre-of-gravity-version') => {
    const version = newestAbout(ledger ?? {}, kind, ref)
    return typeof version === 'number' ? version : undefined
  }
  switch (ref.kind) {
    case 'vision':
      return { subject: 'vision', version: versionIn('vision-version') }
    case 'centreOfGravity':
      return { subject: `cog:${ref.id}`, version: versionIn('centre-of-gravity-version') }
    case 'function':
      return { subject: `function:${ref.id}`, version: undefined }
    default:
      return undefined
  }
}

const bySubject = indexed('endorsement', endorsement => endorsement.subject)

/**
 * What each group has said to a text as it stands: its newest word counts, and one that names no version was said to a
 * text that has none.
 */
export function positionsOn(plan: Plan, { subject, version }: AgreedText): ReadonlyMap<string, Endorsement> {
  const said = new Map<string, Endorsement>()
  for (const each of bySubject(plan, subject))
    if (each.group !== undefined && each.version === version) said.set(each.group, each)
  return said
}

/** Which of the four groups have not said "agree" to it. */
export function groupsNotAgreeing(plan: Plan, text: AgreedText): string[] {
  const said = positionsOn(plan, text)
  return planningGroups.filter(group => said.get(group)?.position !== 'agree')
}
