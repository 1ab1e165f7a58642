import { textIn, wordsIn } from '../notions/ledger.ts'
import { defineRule } from '../rule.ts'

export const rev03 = defineRule({
  id: 'REV-03',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.8; rec 3.4.2',
  reads: ['review'],
  *find({ ledger }) {
    for (const { kind, id, body } of ledger.review ?? []) {
      if (textIn(body, 'status') !== 'scheduled') continue
      const participants = wordsIn(body, 'participants')
      const missing = [
        ...(participants.includes('UNCT') ? [] : ['UNCT']),
        ...(participants.includes('ifi') || textIn(body, 'ifiNotPossibleReason') !== undefined ? [] : ['ifi']),
      ]
      if (missing.length === 0) continue
      yield { about: { kind, id }, facts: { title: textIn(body, 'title') ?? id, missing: { words: missing } } }
    }
  },
})
