import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, group, line, prose, reference, references, yesNo } from '../field.ts'

/** What the UN presence wants to be true: the link between purpose and structure (domain model 2.1; report 2.2, rec. 3.2.1, 3.3.2). */
export const objective = defineKind({
  kind: 'objective',
  titleField: 'title',
  file: { as: 'many', key: 'objectives' },
  fields: {
    title: line(),
    level: choice('strategic', 'operational'),
    parentId: reference('objective'),
    functionId: reference('function'),
    /** The phases in which it is worked on; it stands in each of those columns. */
    phaseIds: references('phase'),
    areaIds: references('area'),
    /** The tasks of the mandate that it answers (rec. 3.2.1). */
    mandateTaskIds: references('mandateTask'),
    /** The vulnerabilities of the centre of gravity that it heals (section 2.2). */
    cogLinks: references('vulnerability'),
    priority: choice('main_effort', 'supporting', 'deferred'),
    /** `supply_driven`: planned because somebody offers it, not because it is needed (section 2.3). */
    origin: choice('needs_based', 'mandate', 'inherited_programme', 'supply_driven'),
    needStatement: prose(),
    assessmentIds: references('assessment'),
    leadEntityId: reference('entity'),
    supportingEntityIds: references('entity'),
    nationalCounterpartId: reference('entity'),
    noCounterpartReason: line(),
    /** What must be reached before it. */
    afterIds: references('objective'),
    servesIds: references('objective'),
    /** The second half: what follows when this is done, as reintegration follows disarmament (section 2.4.2). */
    followOnId: reference('objective'),
    handover: group({
      toEntityId: reference('entity'),
      plannedOn: date(),
      conditionBenchmarkIds: references('benchmark'),
    }),
    /** Nothing follows and nobody takes it over, on purpose. */
    endsHere: yesNo(),
    humanitarian: yesNo(),
    humanRightsScreen: choice('none', 'planned', 'done', 'not_applicable'),
    capacityDevelopment: yesNo(),
    capacitySupportTo: reference('entity'),
    /** Stands until an assessment is done (section 2.4.2). */
    interim: yesNo(),
    status: choice('proposed', 'active', 'paused', 'achieved', 'handed_over', 'dropped'),
  },
})
export type Objective = RecordFrom<typeof objective>
