import { defineKind, type RecordFrom } from '../define-kind.ts'
import {
  choice,
  date,
  inFileAs,
  line,
  list,
  number,
  openChoice,
  prose,
  reference,
  references,
  yesNo,
} from '../field.ts'

/**
 * An organisation in the plan: a UN agency, a ministry, a bank, an NGO (domain model 2.1; section 2.3, rec. 3.3.5). How
 * able a national body is (its capacity level) is somebody's dated judgement and lives in the ledger.
 */
export const entity = defineKind({
  kind: 'entity',
  titleField: 'name',
  file: { as: 'many', key: 'entities' },
  fields: {
    name: line(),
    acronym: line(),
    entityKind: inFileAs(
      'kind',
      openChoice(
        'mission',
        'secretariat',
        'afp',
        'unct',
        'ifi',
        'regional_org',
        'national_gov',
        'local_authority',
        'civil_society',
        'ngo',
        'red_cross',
        'donor',
        'troop_contributor',
        'private',
      ),
    ),
    group: choice('DPKO', 'OCHA', 'DPA', 'UNCT', 'OBS', 'NAT', 'CSO'),
    insideMission: yesNo(),
    /** It was there first, and knows more (section 2.1). */
    presentBeforeMission: yesNo(),
    /** The mandate under which it acts; the software does not rank mandates (section 2.1). */
    foundingMandate: prose(),
    humanitarianPrinciples: yesNo(),
    /** How far it joins in: many NGOs accept joint planning and not joint implementation (note 47). */
    participationMode: choice('none', 'informed', 'planning_only', 'full'),
    partyToConflict: yesNo(),
    /** What it can already do here, so that nobody rebuilds it (rec. 3.3.5, 3.4.2). */
    capacities: list({
      functionId: reference('function'),
      description: prose(),
      quantity: number({ unit: 'count', min: 0 }),
      areaIds: references('area'),
      availableFrom: date(),
      fundedBy: line(),
      notUsedReason: prose(),
    }),
  },
})
export type Entity = RecordFrom<typeof entity>
