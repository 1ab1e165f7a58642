import { defineRule } from '../rule.ts'

export const pln02 = defineRule({
  id: 'PLN-02',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.1; rec 3.3.5',
  reads: ['plan'],
  *find({ plan }) {
    const { unctFirstInput, structureFirstDrafted } = plan.plan.get('plan')?.milestones ?? {}
    if (structureFirstDrafted === undefined) return
    if (unctFirstInput !== undefined && unctFirstInput <= structureFirstDrafted) return
    const ref = { kind: 'plan', id: 'plan' } as const
    const facts = { known: unctFirstInput === undefined ? 'no' : 'yes', drafted: { date: structureFirstDrafted } }
    yield { facts, at: { ref, field: 'milestones.unctFirstInput' } }
  },
})
