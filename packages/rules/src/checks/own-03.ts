import { isConsulted, civilSocietyKinds } from '../notions/consultations.ts'
import { defineRule } from '../rule.ts'

export const own03 = defineRule({
  id: 'OWN-03',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§2.3; §2.4.5; rec 3.3.5',
  reads: ['consultation'],
  *find({ plan }) {
    const missing = [
      ...(isConsulted(plan, ['national_government', 'local_authority']) ? [] : ['nationalVoices']),
      ...(isConsulted(plan, civilSocietyKinds) ? [] : ['civilSociety']),
    ]
    if (missing.length > 0) yield { facts: { missing: { words: missing } } }
  },
})
