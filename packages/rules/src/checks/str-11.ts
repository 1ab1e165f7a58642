import { titleOf, type Asset } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const str11 = defineRule({
  id: 'STR-11',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.2; §2.5; rec 3.4.5',
  reads: ['asset'],
  *find({ plan }) {
    const assets = [...plan.asset.values()].filter(({ twinReason }) => isBlank(twinReason))
    for (const asset of assets) {
      if (asset.access !== 'owner_only') continue
      const twin = assets.find(other => other.assetKind === asset.assetKind && isAnothers(other, asset))
      if (asset.assetKind === undefined || twin === undefined) continue
      const ref = refOf(asset)
      yield {
        about: ref,
        facts: { title: titleOf(asset), other: titleOf(twin) },
        at: { ref, field: 'access' },
        remedy: { name: 'record.set', args: { ...ref, field: 'access', value: 'on_request' } },
      }
    }
  },
})

function isAnothers({ ownerEntityId: one }: Asset, { ownerEntityId: other }: Asset): boolean {
  return one !== undefined && other !== undefined && one !== other
}
