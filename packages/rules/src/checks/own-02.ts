import { titleOf } from '@barycentre/plan'
import { newestAbout } from '../notions/ledger.ts'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const own02 = defineRule({
  id: 'OWN-02',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.5',
  reads: ['objective', 'entity', 'activity', 'capacity-level'],
  *find({ plan, ledger }) {
    const objectives = liveObjectives(plan)
    const named = new Set(objectives.map(({ nationalCounterpartId }) => nationalCounterpartId))
    const helped = new Set([...objectives, ...plan.activity.values()].map(({ capacitySupportTo }) => capacitySupportTo))
    for (const entity of plan.entity.values()) {
      if (!named.has(entity.id) || helped.has(entity.id)) continue
      const level = newestAbout(ledger, 'capacity-level', refOf(entity))
      if (level !== 'none' && level !== 'low') continue
      yield { about: refOf(entity), facts: { title: titleOf(entity), level: { words: [`capacity.${level}`] } } }
    }
  },
})
