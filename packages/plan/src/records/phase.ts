import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, inFileAs, line, number, prose, references, yesNo } from '../field.ts'

/** A stretch of the way from crisis to recovery; phases may overlap and go on after the mission (rec. 3.2.1, 3.3.1). */
export const phase = defineKind({
  kind: 'phase',
  titleField: 'title',
  file: { as: 'many', key: 'phases' },
  fields: {
    title: line(),
    phaseKind: inFileAs(
      'kind',
      choice('humanitarian', 'stabilisation', 'transition', 'consolidation', 'recovery_development', 'handover'),
    ),
    /** False: others run it, after or beside the mission. */
    missionRun: yesNo(),
    plannedStart: date(),
    plannedEnd: date(),
    startTrigger: prose(),
    /** The benchmarks that say that the phase is over; which of them must be met, `exitRule` says. */
    exitBenchmarkIds: references('benchmark'),
    exitRule: choice('all', 'any', 'n_of'),
    exitCount: number({ unit: 'count', min: 1 }),
  },
})
export type Phase = RecordFrom<typeof phase>
