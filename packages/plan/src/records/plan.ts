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
    /**
     * Where the coherence checks draw their lines. The report names none of these figures: they are where planners would
     * look twice, and a plan may set its own (domain model 3.0). The usual ones stand in `packages/plan/src/thresholds.ts`.
     */
    thresholds: group({
      /** From how many objectives on some of them should be main efforts. */
      mainEffortFrom: number({ unit: 'count', min: 1 }),
      /** One main effort in so many objectives is as much as a strategy that chooses has. */
      mainEffortOneIn: number({ unit: 'count', min: 1 }),
      /** A benchmark is stale after so many times the days between two measurements. */
      staleFactor: number({ min: 1 }),
      /** The days between two measurements, where a benchmark does not say. */
      measuredEveryDays: number({ unit: 'days', min: 1 }),
      /** From this share of what it needs on, an objective counts as paid for. */
      paidPercent: number({ unit: 'percent', min: 0, max: 100 }),
      /** Below this share of what it needs, its follow-on counts as not paid for. */
      followOnPercent: number({ unit: 'percent', min: 0, max: 100 }),
      /** More days than this between two phases are a gap. */
      phaseGapDays: number({ unit: 'days', min: 0 }),
      /** From this degree on integration wants a reason. */
      deepFrom: number({ unit: 'level', min: 1, max: 4 }),
      /** From how many functions on the same degrees everywhere look like a template. */
      templateFrom: number({ unit: 'count', min: 2 }),
      /** Disarmament and reintegration want at least this degree of joint planning. */
      ddrPlanningFrom: number({ unit: 'level', min: 0, max: 4 }),
      /** And at least this degree of linked money. */
      ddrResourcesFrom: number({ unit: 'level', min: 0, max: 4 }),
      /** How many degrees two groups may be apart before it is worth a talk. */
      positionSpread: number({ unit: 'level', min: 1, max: 4 }),
      /** From how many led objectives on it is asked whose plan this is. */
      leadsFrom: number({ unit: 'count', min: 1 }),
      /** From this share of them on it is one department's. */
      leadPercent: number({ unit: 'percent', min: 0, max: 100 }),
      /** Fewer areas than this are a country taken for one place. */
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
