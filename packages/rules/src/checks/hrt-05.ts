import { defineRule } from '../rule.ts'

export const hrt05 = defineRule({
  id: 'HRT-05',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: 'ES; Introduction',
  reads: ['risk'],
  *find({ plan }) {
    const named = new Set(
      [...plan.risk.values()].flatMap(risk => (risk.riskKind === 'dilemma' ? (risk.dilemma ?? []) : [])),
    )
    const missing = (['humanitarian', 'human_rights', 'local_ownership'] as const).filter(each => !named.has(each))
    if (missing.length > 0) yield { facts: { missing: { words: missing.map(each => `dilemma.${each}`) } } }
  },
})
