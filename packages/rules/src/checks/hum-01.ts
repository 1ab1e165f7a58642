import { titleOf, readStructure, type Post, type Call } from '@barycentre/plan'
import { postsWithFeature, postsWithHat } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum01 = defineRule({
  id: 'HUM-01',
  severity: 'blocker',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.3; rec 3.4.3; note 13',
  reads: ['post', 'line', 'context'],
  *find({ plan }) {
    const { activeConflict, humanitarianEmergency } = plan.context.get('context') ?? {}
    const severity = activeConflict === true || humanitarianEmergency === true ? 'blocker' : 'warning'
    const coordinators = new Set(postsWithHat(plan, 'HC').map(({ id }) => id))
    for (const office of postsWithFeature(plan, 'humanitarian_support_office')) {
      const superior = readStructure(plan).superiorOf.get(office.id)
      const isUnderOthers = superior !== undefined && !coordinators.has(superior.postId)
      if (office.insideMission !== true && !isUnderOthers) continue
      const ref = refOf(office)
      const [coordinator] = coordinators
      yield {
        about: ref,
        severity,
        facts: { title: titleOf(office), inside: office.insideMission === true ? 'yes' : 'no' },
        at: { ref, field: 'insideMission' },
        ...remedyFor(office, coordinator),
      }
    }
  },
})

function remedyFor({ id, insideMission }: Post, coordinator: string | undefined): { readonly remedy?: Call } {
  if (insideMission === true) {
    return { remedy: { name: 'record.set', args: { kind: 'post', id, field: 'insideMission', value: false } } }
  }
  return coordinator === undefined ? {} : { remedy: { name: 'post.reparent', args: { id, superiorId: coordinator } } }
}
