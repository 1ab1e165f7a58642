import { liveObjectives } from '../notions/objectives.ts'
import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const hum13 = defineRule({
  id: 'HUM-13',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§1.2; §2.4.3; rec 3.4.3',
  reads: ['context', 'objective'],
  *find({ plan }) {
    const context = plan.context.get('context')
    const isNeeded =
      context?.humanitarianEmergency === true || liveObjectives(plan).some(({ humanitarian }) => humanitarian === true)
    if (!isNeeded || missingIn(context ?? {}, ['humanitarianScope']).length === 0) return
    const ref = { kind: 'context', id: 'context' } as const
    yield { about: ref, at: { ref, field: 'humanitarianScope' } }
  },
})
