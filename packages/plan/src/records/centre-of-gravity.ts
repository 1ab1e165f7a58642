import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, group, line, list, prose, references, yesNo } from '../field.ts'

/**
 * What everything else hangs on, if peace is to hold (domain model 2.1; section 2.2, note 7, rec. 3.2.1). The military
 * logic is turned round: its vulnerabilities are ours to heal. Its capabilities, requirements and vulnerabilities are
 * records of their own; its version and the day of agreement are decided, not drafted, and live in the ledger.
 */
export const centreOfGravity = defineKind({
  kind: 'centreOfGravity',
  titleField: 'title',
  file: { as: 'many', key: 'centresOfGravity' },
  fields: {
    title: line(),
    /** What the planners call it. That each group agreed is for the endorsements to say, not for this word. */
    status: choice('proposed', 'contested', 'agreed', 'superseded'),
    goal: prose(),
    subject: choice('institution', 'relationship', 'process', 'group', 'area', 'resource'),
    rationale: prose(),
    phaseIds: references('phase'),
    /** The two questions that a true centre of gravity passes. */
    validityTest: group({ isTheDoer: yesNo(), failsWithoutIt: yesNo(), note: prose() }),
    /** What else was proposed, and why it was not taken. */
    alternatives: list({ text: line(), whyNot: prose() }),
  },
})
export type CentreOfGravity = RecordFrom<typeof centreOfGravity>
