import { titleOf, type Phase } from '@barycentre/plan'
import { decisionsOf } from '../notions/decisions.ts'
import { wordsIn } from '../notions/ledger.ts'
import { placeOfPhase } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const ben03 = defineRule({
  id: 'BEN-03',
  severity: 'blocker',
  nature: 'contradiction',
  from: 'implementation',
  source: 'rec 3.3.1; §2.3',
  reads: ['plan', 'phase', 'benchmark', 'decision'],
  *find({ plan, ledger }) {
    const now = placeOfPhase(plan, plan.plan.get('plan')?.currentPhaseId)
    if (now === undefined) return
    const waived = new Set(decisionsOf(ledger, 'phase_change').flatMap(body => wordsIn(body, 'waivedBenchmarkIds')))
    for (const phase of [...plan.phase.values()].slice(0, now)) {
      const exits = (phase.exitBenchmarkIds ?? []).flatMap(id => plan.benchmark.get(id) ?? [])
      const unmet = exits.filter(({ id, status }) => status !== undefined && status !== 'met' && !waived.has(id))
      if (exits.length - unmet.length >= enough(phase, exits.length)) continue
      yield { about: refOf(phase), facts: { title: titleOf(phase), benchmarks: { texts: unmet.map(titleOf) } } }
    }
  },
})

/** How many of its benchmarks must be met for a phase to be over. */
function enough({ exitRule, exitCount = 1 }: Phase, all: number): number {
  if (exitRule === 'any') return Math.min(1, all)
  return exitRule === 'n_of' ? Math.min(exitCount, all) : all
}
