import { definitions, kinds, linksOf, planOf, type AnyRecord } from '@barycentre/plan'
import { describe, expect, it } from 'vitest'
import { linkedCreations } from '../../src/features/record/create-linked.ts'

describe('creating a linked record', () => {
  it('offers every kind and field that may point at this one', () => {
    const offers = linkedCreations({ kind: 'objective', id: 'o1' }).map(({ kind, field }) => `${kind}.${field}`)
    expect(offers).toEqual(
      expect.arrayContaining(['benchmark.objectiveIds', 'objective.parentId', 'fundingLine.objectiveIds']),
    )
    expect(offers).not.toContain('vision.objectiveIds')
  })

  it('makes a record that is linked with this one from its first moment, for every offer of every kind', () => {
    let offers = 0
    for (const kind of kinds) {
      if (definitions[kind].file.as === 'one') continue
      for (const offer of linkedCreations({ kind, id: 'old' })) {
        offers++
        const plan = planOf([record(kind, 'old', {}), record(offer.kind, 'new', offer.fields)])
        expect(linksOf(plan, { kind, id: 'old' }).in).toContainEqual({
          field: offer.field,
          from: { kind: offer.kind, id: 'new' },
        })
      }
    }
    expect(offers).toBeGreaterThan(40)
  })
})

function record(kind: AnyRecord['kind'], id: string, fields: object): AnyRecord {
  return { kind, id, orderKey: id, ...fields } as unknown as AnyRecord
}
