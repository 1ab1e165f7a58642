import { titleOf, objectivesOfFunction, type Objective } from '@barycentre/plan'
import { isOfCountryTeam } from '../notions/groups.ts'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const obj08 = defineRule({
  id: 'OBJ-08',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.1; §2.3; rec 3.3.5; rec 3.4.2',
  reads: ['entity', 'objective', 'function'],
  *find({ plan }) {
    for (const entity of plan.entity.values()) {
      if (!isOfCountryTeam(entity)) continue
      for (const { id: part, functionId, notUsedReason, description, quantity } of entity.capacities ?? []) {
        const objectives = functionId === undefined ? [] : objectivesOfFunction(plan, functionId).filter(isLive)
        const [first] = objectives
        if (first === undefined || !isBlank(notUsedReason) || objectives.some(each => takesPart(each, entity.id)))
          continue
        const where = plan.function.get(functionId ?? '')
        const facts = {
          title: entity.acronym ?? titleOf(entity),
          function: where === undefined ? (functionId ?? '') : titleOf(where),
          what: description ?? '',
          quantity: quantity ?? 0,
        }
        const args = { kind: 'objective', id: first.id, field: 'supportingEntityIds', member: entity.id }
        yield { about: refOf(entity), part, facts, remedy: { name: 'record.add-member', args } }
      }
    }
  },
})

function takesPart({ leadEntityId, supportingEntityIds = [] }: Objective, entityId: string): boolean {
  return leadEntityId === entityId || supportingEntityIds.includes(entityId)
}
