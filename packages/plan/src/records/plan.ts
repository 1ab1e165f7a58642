import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, group, inFileAs, line, list, number, openChoice, reference, words } from '../field.ts'

/** The facts about the plan itself: for which mission, how far along, drawn up by whom (domain model 2.1). */
export const plan = defineKind({
  kind: 'plan',
  titleField: 'title',
  file: { as: 'one', key: 'plan' },
  fields: {
    /** The id that the file gives to the plan; the record's own id is its kind, since there is one of it. */
    planId: inFileAs('id', line()),
    title: line(),
    country: line(),
    missionName: line(),
    stage: choice('pre_mandate', 'planning', 'start_up', 'implementation', 'consolidation', 'drawdown', 'closed'),
    /** The day for which a file was written; rules that count days start from it. A live plan goes by today. */
    asOf: date(),
    currentPhaseId: reference('phase'),
    /** How long a vision or a plan may stand without a second look (section 2.3, rec. 3.3.8). */
    reviewIntervalDays: number({ unit: 'days', min: 1 }),
    /** ISO 639-1 codes of the languages in which the plan is written. */
    languages: words('en', 'fr', 'ar', 'es', 'ru', 'zh'),
    classification: openChoice('public', 'internal', 'confidential', 'strictly_confidential'),
    participants: list({
      group: openChoice('DPKO', 'OCHA', 'DPA', 'UNCT', 'OBS', 'NAT', 'CSO'),
      role: line(),
      place: openChoice('HQ', 'field'),
      entityKind: line(),
      entityId: reference('entity'),
      joinedOn: date(),
      mode: line(),
    }),
    /** Where the plan's own lines for the coherence checks differ from the usual ones (`Thresholds`). */
    thresholds: group({
      mainEffortFrom: number({ unit: 'count', min: 1 }),
      mainEffortOneIn: number({ unit: 'count', min: 1 }),
      staleFactor: number({ min: 1 }),
      measuredEveryDays: number({ unit: 'days', min: 1 }),
      paidPercent: number({ unit: 'percent', min: 0, max: 100 }),
      followOnPercent: number({ unit: 'percent', min: 0, max: 100 }),
      phaseGapDays: number({ unit: 'days', min: 0 }),
      deepFrom: number({ unit: 'level', min: 1, max: 4 }),
      templateFrom: number({ unit: 'count', min: 2 }),
      ddrPlanningFrom: number({ unit: 'level', min: 0, max: 4 }),
      ddrResourcesFrom: number({ unit: 'level', min: 0, max: 4 }),
      positionSpread: number({ unit: 'level', min: 1, max: 4 }),
      leadsFrom: number({ unit: 'count', min: 1 }),
      leadPercent: number({ unit: 'percent', min: 0, max: 100 }),
      areasFrom: number({ unit: 'count', min: 1 }),
    }),
    /** The days on which the process reached its stations; their order is itself a finding (section 2.3). */
    milestones: group({
      strategicAssessment: date(),
      itfEstablished: date(),
      unctFirstInput: date(),
      structureFirstDrafted: date(),
      mandateAdopted: date(),
      deployment: date(),
    }),
  },
})
export type PlanFacts = RecordFrom<typeof plan>
