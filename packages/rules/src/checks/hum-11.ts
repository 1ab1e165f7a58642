import { postsWithFeature, postsWithHat, isJoined } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum11 = defineRule({
  id: 'HUM-11',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.5',
  reads: ['context', 'post', 'line'],
  *find({ plan }) {
    if (plan.context.get('context')?.contestedAccess !== true) return
    const [teams, coordinators] = [postsWithFeature(plan, 'negotiation_team'), postsWithHat(plan, 'HC')]
    if (isJoined(plan, teams, coordinators, 'direct')) return
    const [team, coordinator] = [teams[0], coordinators[0]]
    yield {
      about: team === undefined ? { kind: 'context', id: 'context' } : refOf(team),
      ...(team !== undefined &&
        coordinator !== undefined && {
          remedy: { name: 'post.reparent', args: { id: team.id, superiorId: coordinator.id } },
        }),
    }
  },
})
