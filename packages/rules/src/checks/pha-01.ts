import { defineRule } from '../rule.ts'

export const pha01 = defineRule({
  id: 'PHA-01',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.2.1; §2.4.1; §1.2',
  reads: ['phase'],
  *find({ plan }) {
    const phases = [...plan.phase.values()]
    const goesOn = phases.some(({ phaseKind }) => phaseKind === 'recovery_development' || phaseKind === 'handover')
    if (phases.length < 2 || !goesOn) yield { facts: { count: phases.length } }
  },
})
