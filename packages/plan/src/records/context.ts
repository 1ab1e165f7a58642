import { defineKind, type RecordFrom } from '../define-kind.ts'
import { prose, yesNo } from '../field.ts'

/** The situation into which the mission goes: it decides how much integration is warranted (domain model 2.1; section 1.2). */
export const context = defineKind({
  kind: 'context',
  titleField: 'summary',
  file: { as: 'one', key: 'context' },
  fields: {
    summary: prose(),
    peaceAgreement: yesNo(),
    activeConflict: yesNo(),
    humanitarianEmergency: yesNo(),
    /** Whether access to people in need has to be negotiated with those who fight (section 2.4.3). */
    contestedAccess: yesNo(),
    /** What "humanitarian" means in this plan, since the word has grown shapeless (section 1.2, rec. 3.4.3). */
    humanitarianScope: prose(),
  },
})
export type Context = RecordFrom<typeof context>
