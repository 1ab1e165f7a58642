import { titleOf, linesTo } from '@barycentre/plan'
import { postsInRole } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const hum03 = defineRule({
  id: 'HUM-03',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.3',
  reads: ['line', 'post'],
  *find({ plan }) {
    for (const { id } of postsInRole(plan, 'ERC'))
      for (const line of linesTo(plan, id)) {
        if (line.type !== 'dotted') continue
        const missing = missingIn(line, ['respondWithinHours', 'contactLevel'])
        const [field] = missing
        if (field === undefined) continue
        const ref = refOf(line)
        const from = plan.post.get(line.from ?? '')
        const facts = { title: from === undefined ? line.id : titleOf(from), missing: { words: missing } }
        yield { about: ref, facts, at: { ref, field } }
      }
  },
})
