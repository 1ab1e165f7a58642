import { afterEach, describe, expect, test } from 'vitest'
import { chainOf, documentName, type NewRow, type Place, type Store } from '../src/store.ts'

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
      const places = await store.append(rows)
      expect(sequencesOf(places)).toEqual([1, 2, 3, 4])
      expect(await store.read(plan('a'))).toEqual(rows.map((each, i) => ({ ...each, ...places[i] })))
    })

    test('[STO-02] each document counts from 1 without gaps, in one batch and over many', async () => {
      const store = await (await place())()
      const first = await store.append([row('a', [1]), row('b', [1]), row('a', [2])])
      expect(sequencesOf(first)).toEqual([1, 1, 2])
      const many = await Promise.all(Array.from({ length: 50 }, (_, i) => store.append([row(i % 2 ? 'a' : 'b', [i])])))
      expect(sorted(sequencesOf(many.flat()))).toEqual(sorted([...range(2, 26), ...range(3, 27)]))
      expect(sequencesOf(await store.read(plan('a')))).toEqual(range(1, 27))
    })

    test('[STO-03] reading after a sequence gives what follows it', async () => {
      const store = await (await place())()
      await store.append([row('a', [1]), row('a', [2]), row('a', [3])])
      expect(sequencesOf(await store.read(plan('a'), 2))).toEqual([3])
      expect(await store.read(plan('a'), 3)).toEqual([])
      expect(await store.read(plan('nobody'))).toEqual([])
    })

    test('[STO-04] a store opened again has everything that was resolved', async () => {
      const openHere = await place()
      const first = await openHere()
      await first.append([row('a', [1])])
      await first.close()
      const second = await openHere()
      expect(sequencesOf(await second.append([row('a', [2])]))).toEqual([2])
      expect((await second.read(plan('a'))).map(each => [...each.update])).toEqual([[1], [2]])
    })

    test('[STO-05] closing settles what was handed over; appending afterwards rejects', async () => {
      const openHere = await place()
      const first = await openHere()
      const appended = first.append([row('a', [1])])
      await first.close()
      expect(sequencesOf(await appended)).toEqual([1])
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
      const places = [
        ...(await Promise.all([left.append([row('a', [1])]), right.append([row('a', [2])])])).flat(),
        ...(await left.append([row('a', [3])])),
        ...(await right.append([row('a', [4])])),
      ]
      await left.append([row('a', [5])])
      await right.append([row('b', [6])])
      expect(sorted(sequencesOf(places))).toEqual([1, 2, 3, 4])
      const rows = await left.read(plan('a'))
      expect(await right.read(plan('a'))).toEqual(rows)
      expect(rows.map(each => each.chain)).toEqual(chainsOf(rows.map(each => each.update)))
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
      const [first, second, third] = await append(store, row('a', [1]), row('a', [2]), row('a', [3]))
      expect(await store.findCheckpoint(plan('a'))).toBeUndefined()
      await store.checkpoint(plan('a'), { ...second, state: Uint8Array.of(9) })
      await store.checkpoint(plan('a'), { ...first, state: Uint8Array.of(7) })
      expect(await store.findCheckpoint(plan('a'))).toEqual({ ...second, state: Uint8Array.of(9) })
      await store.checkpoint(plan('a'), { ...third, state: Uint8Array.of(8) })
      expect(await store.findCheckpoint(plan('a'))).toEqual({ ...third, state: Uint8Array.of(8) })
      expect(await store.findCheckpoint(plan('b'))).toBeUndefined()
    })

    test('[STO-09] counting goes on after a checkpoint, also in a store opened again', async () => {
      const openHere = await place()
      const first = await openHere()
      const [, last] = await append(first, row('a', [1]), row('a', [2]))
      await first.checkpoint(plan('a'), { ...last, state: Uint8Array.of(9) })
      await first.close()
      const second = await openHere()
      expect(sequencesOf(await second.append([row('a', [3])]))).toEqual([3])
      expect(sequencesOf(await second.read(plan('a'), 2))).toEqual([3])
    })

    test('[STO-10] rows that a checkpoint has folded stay where the store keeps them, and are gone where it does not', async () => {
      const store = await (await place())()
      const [, last] = await append(store, row('a', [1]), row('a', [2]))
      await store.checkpoint(plan('a'), { ...last, state: Uint8Array.of(9) })
      expect(await store.read(plan('a'))).toHaveLength(traits.keepsFoldedRows ? 2 : 0)
    })

    test('[STO-11] a large update comes back whole', async () => {
      const store = await (await place())()
      const update = new Uint8Array(3_000_000).map((_, i) => i * 31)
      await store.append([{ ...row('a', []), update }])
      expect(Buffer.from((await store.read(plan('a')))[0]?.update ?? []).equals(update)).toBe(true)
    })

    test('[STO-12] reading gives at most as many rows as were asked for, and goes on behind the last of them', async () => {
      const store = await (await place())()
      await store.append([...range(1, 5).map(i => row('a', [i])), row('b', [1])])
      const read = async (after: number, atMost: number) => sequencesOf(await store.read(plan('a'), after, atMost))
      expect(await read(0, 2)).toEqual([1, 2])
      expect(await read(2, 2)).toEqual([3, 4])
      expect(await read(4, 2)).toEqual([5])
      expect(await read(0, 0)).toEqual([])
      expect(await read(1, Infinity)).toEqual([2, 3, 4, 5])
    })

    test('[STO-13] the chain of a row follows from all updates up to it: the same on every store, and when it is opened again', async () => {
      const openHere = await place()
      const first = await openHere()
      const places = await append(first, row('a', [0]), row('a', []), row('b', [0]), row('a', [1, 2, 255]))
      // Devices hold such numbers: whoever changes how they are made changes what those devices have to be told.
      expect(places.map(each => each.chain)).toEqual([
        8249773560066931, 3563441111987461, 8249773560066931, 5241661505335361,
      ])
      await first.close()
      const second = await openHere()
      // By somebody else at another time: that is not what a chain is about.
      const [next] = await append(second, { ...row('a', [7]), author: 'ben', time: 5 })
      expect(next.chain).toBe(chainOf(5241661505335361, Uint8Array.of(7)))
      const rows = await second.read(plan('a'))
      expect(rows.map(each => each.chain)).toEqual(chainsOf(rows.map(each => each.update)))
    })

    test('[STO-14] the chain goes on over a checkpoint, also in a store opened again', async () => {
      const openHere = await place()
      const first = await openHere()
      const [, second] = await append(first, row('a', [1]), row('a', [2]))
      await first.checkpoint(plan('a'), { ...second, state: Uint8Array.of(9) })
      const [third] = await append(first, row('a', [3]))
      await first.checkpoint(plan('a'), { ...third, state: Uint8Array.of(8) })
      await first.close()
      const [fourth] = await append(await openHere(), row('a', [4]))
      expect([third, fourth].map(each => each.chain)).toEqual(chainsOf([[1], [2], [3], [4]]).slice(2))
    })

    test('[STO-15] two logs that differ in one row have different chains from there on', async () => {
      const stores = [await (await place())(), await (await place())()] as const
      const logs = [
        [[1], [2], [3], [4]],
        [[1], [9], [3], [4]],
      ] as const
      const [left, right] = await Promise.all(
        stores.map((store, i) => append(store, ...(logs[i] ?? []).map(bytes => row('a', bytes)))),
      )
      expect(left?.map(({ chain }, i) => chain === right?.[i]?.chain)).toEqual([true, false, false, false])
    })
  })
}

const plan = documentName

/** For those who know how many they hand over. */
async function append<Rows extends readonly NewRow[]>(
  store: Store,
  ...rows: Rows
): Promise<{ [At in keyof Rows]: Place }> {
  return (await store.append(rows)) as { [At in keyof Rows]: Place }
}

function chainsOf(updates: readonly (readonly number[] | Uint8Array)[]): number[] {
  const chains: number[] = []
  for (const update of updates) chains.push(chainOf(chains.at(-1) ?? 0, Uint8Array.from(update)))
  return chains
}

function sequencesOf(places: readonly Place[]): number[] {
  return places.map(each => each.sequence)
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b)
}

function row(document: string, bytes: readonly number[]): NewRow {
  return { document: plan(document), time: 1_700_000_000_000, author: 'ana', update: Uint8Array.from(bytes) }
}

/** Both ends included. */
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
