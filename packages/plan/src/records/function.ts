import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, group, line, list, number, openChoice, prose, reference, sentences } from '../field.ts'

/**
 * A line of effort, and how closely its doers are joined: asymmetry is normal, and justified (domain model 2.1, 4.1;
 * rec. 3.1.1). Each group's own position on the integration is a statement, not a draft, and lives in the ledger.
 */
export const planFunction = defineKind({
  kind: 'function',
  titleField: 'title',
  file: { as: 'many', key: 'functions' },
  fields: {
    key: openChoice(
      'political_facilitation',
      'security_ceasefire',
      'poc',
      'ddr_disarmament',
      'ddr_reintegration',
      'ssr',
      'police',
      'rule_of_law',
      'human_rights',
      'transitional_justice',
      'elections',
      'governance_state_authority',
      'humanitarian_coordination',
      'access_negotiation',
      'return_idp',
      'recovery_development',
      'economic_governance',
      'natural_resources',
      'gender',
      'child_protection',
      'mine_action',
      'public_information',
      'logistics_air',
      'staff_security',
      'analysis',
      'operations_centre',
      'resource_mobilisation',
      'training',
    ),
    title: line(),
    /** Eight dimensions, each from 0 (apart) to 4 (one); never averaged. What each step means: domain model 4.1. */
    integration: group({
      analysis: degree(),
      planning: degree(),
      information: degree(),
      decision: degree(),
      resources: degree(),
      structure: degree(),
      visibility: degree(),
      implementation: degree(),
    }),
    rationale: prose(),
    /** Answers to the questions of domain model 4.3; no formula turns them into a degree. */
    criteria: list({ question: line(), answer: prose(), by: line() }),
    /** The arrangement chosen from the menu of domain model 4.4, or one of the planners' own. */
    optionKey: openChoice('joint_unit', 'colocated_teams', 'hat_in_office_out'),
    optionOrigin: choice('own', 'other_mission', 'template'),
    /** The mission from which it was taken. */
    optionSource: line(),
    /** What was changed so that it fits here. */
    adaptationNote: prose(),
    alternatives: list({ text: line(), whyNot: prose() }),
    safeguards: sentences(),
    jointUnitId: reference('post'),
    /** Why two bodies do the same beside each other. */
    parallelReason: prose(),
    leadEntityId: reference('entity'),
    reviewOn: date(),
  },
})
export type PlanFunction = RecordFrom<typeof planFunction>

function degree() {
  return number({ unit: 'level', min: 0, max: 4 })
}
