import { useMemo } from 'react'
import { usePeople } from '../../workspace/index.ts'
import type { Place } from './box.ts'
import type { Holder } from './chart-nodes.ts'
import { readDrag } from './read-drag.ts'

export type ForeignDrag = {
  readonly clientId: number
  readonly name: string
  readonly group: string
  readonly places: ReadonlyMap<string, Place>
}

/** Where the others are on the chart: who has which post, and where those stand that are being dragged just now. */
export function useHolders(): {
  readonly holders: ReadonlyMap<string, readonly Holder[]>
  readonly drags: readonly ForeignDrag[]
} {
  const people = usePeople()
  return useMemo(() => {
    const holders = new Map<string, Holder[]>()
    const drags: ForeignDrag[] = []
    for (const { self, clientId, personId, name, group, screen, record, gesture } of people) {
      if (self || screen !== 'cabinet') continue
      const places = readDrag(gesture)
      if (places) drags.push({ clientId, name, group, places })
      const ids = places ? [...places.keys()] : record?.kind === 'post' ? [record.id] : []
      for (const id of ids) {
        const holder = { personId: `${personId}/${clientId}`, name, group, moving: places !== undefined }
        const atPost = holders.get(id)
        if (atPost) atPost.push(holder)
        else holders.set(id, [holder])
      }
    }
    return { holders, drags }
  }, [people])
}
