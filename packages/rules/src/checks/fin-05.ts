import { isConsulted } from '../notions/consultations.ts'
import { defineRule } from '../rule.ts'

export const fin05 = defineRule({
  id: 'FIN-05',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.2; rec 3.3.2',
  reads: ['mandate', 'consultation'],
  *find({ plan }) {
    if (plan.mandate.size > 0 && !isConsulted(plan, ['acabq', 'fifth_committee'])) yield {}
  },
})
