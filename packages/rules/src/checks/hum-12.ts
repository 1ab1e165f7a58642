import { titleOf } from '@barycentre/plan'
import { liveObjectives, isLive, isOfFunction } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum12 = defineRule({
  id: 'HUM-12',
  severity: 'blocker',
  nature: 'contradiction',
  from: 'planning',
  source: '§1.2 note 29; §2.4.3',
  reads: ['objective', 'function'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      if (objective.humanitarian !== true) continue
      for (const field of ['afterIds', 'servesIds'] as const)
        for (const id of objective[field] ?? []) {
          const other = plan.objective.get(id)
          if (other === undefined || !isLive(other)) continue
          if (!isOfFunction(plan, other, ['political_facilitation', 'elections'])) continue
          const ref = refOf(objective)
          const facts = {
            title: titleOf(objective),
            other: titleOf(other),
            tie: field === 'afterIds' ? 'after' : 'serves',
          }
          yield {
            about: ref,
            part: `${field}/${id}`,
            facts,
            at: { ref, field },
            remedy: { name: 'record.remove-member', args: { ...ref, field, member: id } },
          }
        }
    }
  },
})
