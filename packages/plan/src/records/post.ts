import { defineKind, type RecordFrom } from '../define-kind.ts'
import {
  choice,
  date,
  group,
  inFileAs,
  line,
  list,
  number,
  openChoice,
  place,
  prose,
  reference,
  references,
  words,
  yesNo,
} from '../field.ts'

/** A node of the structure: one post, a unit, an office or a body (domain model 2.1; report 2.5, rec. 3.4). */
export const post = defineKind({
  kind: 'post',
  titleField: 'title',
  file: { as: 'many', key: 'posts' },
  fields: {
    title: line(),
    postKind: inFileAs('kind', choice('post', 'unit', 'office', 'body')),
    entityId: reference('entity'),
    /** Inside the mission's frame; false is of the UN but not in the mission (section 2.4.3). */
    insideMission: yesNo(),
    /** Outside the UN presence altogether: Headquarters, another organisation. */
    external: yesNo(),
    headOfMission: yesNo(),
    /** Grade: USG, ASG, D-2 … */
    level: openChoice('USG', 'ASG', 'D-2', 'D-1', 'P-5', 'P-4', 'P-3', 'P-2', 'FS', 'GS', 'NO'),
    role: openChoice('SRSG', 'DSRSG', 'FC', 'PC', 'CAO', 'COS', 'ERC', 'OHCHR', 'UNDG', 'USG_DPKO', 'USG_DPA'),
    /** The roles that one person holds at once, each with its own line and terms of reference (section 2.5). */
    hats: list({ role: openChoice('SRSG', 'DSRSG', 'HC', 'RC', 'RR', 'DO'), appointedBy: line(), torId: line() }),
    functionIds: references('function'),
    /** The objectives that it serves: form follows function (section 2.1, rec. 3.1.1). */
    objectiveIds: references('objective'),
    feature: openChoice(
      'cabinet',
      'joc',
      'jmac',
      'strategic_planning',
      'funding_cell',
      'mainstreaming',
      'outreach',
      'real_time_evaluation',
      'best_practices',
      'common_security',
      'common_training',
      'human_rights_adviser',
      'humanitarian_support_office',
      'negotiation_team',
      'independent_oversight',
    ),
    memberRoles: words(),
    memberPostIds: references('post'),
    openTo: words(),
    supportsHat: words('HC', 'RC', 'RR', 'DO'),
    /** Why it exists although it serves no objective itself. */
    enablingReason: prose(),
    /** Who does what, where two posts share a function (section 2.5). */
    demarcationNote: prose(),
    location: choice('mission_compound', 'separate', 'agency', 'field'),
    /** Whole numbers of people. */
    staffing: group({ authorised: number({ unit: 'people', min: 0 }), filled: number({ unit: 'people', min: 0 }) }),
    areaIds: references('area'),
    pos: place(),
    tor: group({
      status: choice('none', 'draft', 'agreed'),
      missionSpecific: yesNo(),
      powerOfInstruction: prose(),
      humanitarianResponsibilities: prose(),
      whichHatWhen: prose(),
      relationToSrsg: prose(),
      /** The four dimensions of an SRSG's authority (section 2.5, note 57). */
      authority: group({ formal: prose(), financial: prose(), personnel: prose(), organisational: prose() }),
      reviewOn: date(),
    }),
  },
})
export type Post = RecordFrom<typeof post>
