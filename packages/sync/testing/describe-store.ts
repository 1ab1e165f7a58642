import { afterEach, describe, expect, test } from 'vitest'
import { documentName, type NewRow, type Store } from '../src/store.ts'

export interface StoreTraits {
  /** Whether rows stay readable when a checkpoint has folded them. A server's store keeps them; a device's drops them. */
  readonly keepsFoldedRows: boolean
}

/**
 * What every store must hold, as tests. `open` gives a fresh, empty place; the function that it resolves with opens a
 * store on that place, as often as it is called: after a close, or side by side as another process would.
 */
export function describeStore(name: string, open: () => Promise<() => Promise<Store>>, traits: StoreTraits): void {
  describe(`${name} keeps the promises of a store`, () => {
    const opened: Store[] = []
    afterEach(async () => {
      await Promise.all(opened.splice(0).map(store => store.close()))
    })

    async function place(): Promise<() => Promise<Store>> {
      const openHere = await open()
      return async () => {
        const store = await openHere()
        opened.push(store)
        return store
      }
    }

    test('[STO-01] what is appended is read back in order, byte for byte', async () => {
      const store = await (await place())()
      const partOfMore = { ...row('a', []), update: Uint8Array.of(7, 8, 9, 10).subarray(1, 3) }
      const rows = [row('a', [0]), row('a', [1, 2, 255]), row('a', []), partOfMore]
      expect(await store.append(rows)).toEqual([1, 2, 3, 4])
      expect(await store.read(plan('a'))).toEqual(rows.map((each, i) => ({ ...each, sequence: i + 1 })))
    })

    test('[STO-02] each document counts from 1 without gaps, in one batch and over many', async () => {
      const store = await (await place())()
      expect(await store.append([row('a', [1]), row('b', [1]), row('a', [2])])).toEqual([1, 1, 2])
      const many = await Promise.all(Array.from({ length: 50 }, (_, i) => store.append([row(i % 2 ? 'a' : 'b', [i])])))
      expect(many.flat().sort((x, y) => x - y)).toEqual([...range(2, 26), ...range(3, 27)].sort((x, y) => x - y))
      expect((await store.read(plan('a'))).map(each => each.sequence)).toEqual(range(1, 27))
    })

    test('[STO-03] reading after a sequence gives what follows it', async () => {
      const store = await (await place())()
      await store.append([row('a', [1]), row('a', [2]), row('a', [3])])
      expect((await store.read(plan('a'), 2)).map(each => each.sequence)).toEqual([3])
      expect(await store.read(plan('a'), 3)).toEqual([])
      expect(await store.read(plan('nobody'))).toEqual([])
    })

    test('[STO-04] a store opened again has everything that was resolved', async () => {
      const openHere = await place()
      const first = await openHere()
      await first.append([row('a', [1])])
      await first.close()
      const second = await openHere()
      expect(await second.append([row('a', [2])])).toEqual([2])
      expect((await second.read(plan('a'))).map(each => [...each.update])).toEqual([[1], [2]])
    })

    test('[STO-05] closing settles what was handed over; appending afterwards rejects', async () => {
      const openHere = await place()
      const first = await openHere()
      const appended = first.append([row('a', [1])])
      await first.close()
      expect(await appended).toEqual([1])
      await expect(first.append([row('a', [2])])).rejects.toThrow()
      expect(await (await openHere()).read(plan('a'))).toHaveLength(1)
    })

    test('[STO-06] two stores on one place number their rows together, and each hears of the other', async () => {
      const openHere = await place()
      const [left, right] = [await openHere(), await openHere()]
      const heard = { left: new Set<string>(), right: new Set<string>() }
      const both = new Promise<void>(resolve => {
        function note(side: 'left' | 'right', document: string): void {
          heard[side].add(document)
          if (heard.left.has('b') && heard.right.has('a')) resolve()
        }
        left.onForeignAppend(document => note('left', document))
        right.onForeignAppend(document => note('right', document))
      })
      const sequences = [
        ...(await Promise.all([left.append([row('a', [1])]), right.append([row('a', [2])])])).flat(),
        ...(await left.append([row('a', [3])])),
        ...(await right.append([row('a', [4])])),
      ]
      await left.append([row('a', [5])])
      await right.append([row('b', [6])])
      expect(sequences.sort((a, b) => a - b)).toEqual([1, 2, 3, 4])
      expect(await left.read(plan('a'))).toEqual(await right.read(plan('a')))
      await both
    })

    test('[STO-07] who no longer listens hears nothing', async () => {
      const openHere = await place()
      const [left, right] = [await openHere(), await openHere()]
      let heard = 0
      left.onForeignAppend(() => heard++)()
      const other = new Promise<void>(resolve => void left.onForeignAppend(() => resolve()))
      await right.append([row('a', [1])])
      await other
      expect(heard).toBe(0)
    })

    test('[STO-08] the newest checkpoint is found, and an older one does not replace it', async () => {
      const store = await (await place())()
      await store.append([row('a', [1]), row('a', [2])])
      expect(await store.findCheckpoint(plan('a'))).toBeUndefined()
      await store.checkpoint(plan('a'), 2, Uint8Array.of(9))
      await store.checkpoint(plan('a'), 1, Uint8Array.of(7))
      expect(await store.findCheckpoint(plan('a'))).toEqual({ sequence: 2, state: Uint8Array.of(9) })
      expect(await store.findCheckpoint(plan('b'))).toBeUndefined()
    })

    test('[STO-09] counting goes on after a checkpoint, also in a store opened again', async () => {
      const openHere = await place()
      const first = await openHere()
      await first.append([row('a', [1]), row('a', [2])])
      await first.checkpoint(plan('a'), 2, Uint8Array.of(9))
      await first.close()
      const second = await openHere()
      expect(await second.append([row('a', [3])])).toEqual([3])
      expect((await second.read(plan('a'), 2)).map(each => each.sequence)).toEqual([3])
    })

    test('[STO-10] rows that a checkpoint has folded stay where the store keeps them, and are gone where it does not', async () => {
      const store = await (await place())()
      await store.append([row('a', [1]), row('a', [2])])
      await store.checkpoint(plan('a'), 2, Uint8Array.of(9))
      expect(await store.read(plan('a'))).toHaveLength(traits.keepsFoldedRows ? 2 : 0)
    })

    test('[STO-11] a large update comes back whole', async () => {
      const store = await (await place())()
      const update = new Uint8Array(3_000_000).map((_, i) => i * 31)
      await store.append([{ ...row('a', []), update }])
      expect(Buffer.from((await store.read(plan('a')))[0]?.update ?? []).equals(update)).toBe(true)
    })
  })
}

const plan = documentName

function row(document: string, bytes: number[]): NewRow {
  return { document: plan(document), time: 1_700_000_000_000, author: 'ana', update: Uint8Array.from(bytes) }
}

/** Both ends included. */
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
