import { titleOf, thresholdsOf, type RecordRef } from '@barycentre/plan'
import type { Ledger } from '../evidence.ts'
import { isDecidedOn } from '../notions/decisions.ts'
import { dimensions } from '../notions/integration.ts'
import { entriesAbout, bodyOf, textIn } from '../notions/ledger.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const fun07 = defineRule({
  id: 'FUN-07',
  severity: 'advice',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.1; Annex I',
  reads: ['function', 'position', 'decision', 'plan'],
  *find({ plan, ledger }) {
    const { positionSpread } = thresholdsOf(plan)
    for (const each of plan.function.values()) {
      if (isDecidedOn(ledger, `function:${each.id}`)) continue
      const ref = refOf(each)
      const apart = dimensionsApart(ledger, ref, positionSpread)
      if (apart.length > 0) yield { about: ref, facts: { title: titleOf(each), dimensions: { words: apart } } }
    }
  },
})

/** On which dimensions the newest positions of the groups are so many degrees apart. */
function dimensionsApart(ledger: Ledger, ref: RecordRef, spread: number): string[] {
  const byGroup = new Map<string, ReturnType<typeof bodyOf>>()
  for (const { body } of entriesAbout(ledger, 'position', ref)) {
    const group = textIn(body, 'group')
    if (group !== undefined) byGroup.set(group, bodyOf(bodyOf(body)['integration']))
  }
  return dimensions.filter(dimension => {
    const degrees = [...byGroup.values()].map(vector => vector[dimension]).filter(degree => typeof degree === 'number')
    return degrees.length > 1 && Math.max(...degrees) - Math.min(...degrees) >= spread
  })
}
