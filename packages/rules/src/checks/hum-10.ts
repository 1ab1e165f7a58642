import { titleOf } from '@barycentre/plan'
import { postsInRole, postsWithHat, isJoined } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum10 = defineRule({
  id: 'HUM-10',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.3; rec 3.4.7',
  reads: ['post', 'line'],
  *find({ plan }) {
    const [commanders, coordinators] = [postsInRole(plan, 'FC'), postsWithHat(plan, 'HC')]
    const [commander, coordinator] = [commanders[0], coordinators[0]]
    if (commander === undefined || coordinator === undefined) return
    if (isJoined(plan, commanders, coordinators, 'consult') || isJoined(plan, coordinators, commanders, 'consult'))
      return
    const args = { from: commander.id, to: coordinator.id, type: 'consult' }
    const facts = { title: titleOf(commander), other: titleOf(coordinator) }
    yield { about: refOf(commander), facts, remedy: { name: 'line.draw', args } }
  },
})
