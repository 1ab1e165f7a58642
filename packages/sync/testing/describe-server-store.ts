import { afterEach, describe, expect, test } from 'vitest'
import { documentName, type DocumentName, type NewRow, type ServerStore } from '../src/store.ts'

/** A store, and the means to take its disk away from it and to give it back. */
export interface FailingStore {
  readonly store: ServerStore
  fail(): void
  mend(): void
}

/** What the store of a server must hold beside `describeStore`. `open` as there. */
export function describeServerStore(name: string, open: () => Promise<() => Promise<FailingStore>>): void {
  describe(`${name} keeps the promises of a server's store`, () => {
    const opened: FailingStore[] = []
    afterEach(async () => {
      await Promise.all(opened.splice(0).map(({ store }) => store.close()))
    })

    async function place(): Promise<() => Promise<FailingStore>> {
      const openHere = await open()
      return async () => {
        const failing = await openHere()
        opened.push(failing)
        return failing
      }
    }

    test('[STO-16] a client id is the one’s who was first named for it, in its document, also in a store opened again', async () => {
      const openHere = await place()
      const { store } = await openHere()
      await store.append([row('a', 'ana', [1, 2 ** 32 - 1]), row('a', 'ben', [1, 2]), row('b', 'ben', [1])])
      await store.append([row('a', 'cem', [2, 3]), row('a', 'cem')])
      const authors = [
        [1, 'ana'],
        [2, 'ben'],
        [3, 'cem'],
        [2 ** 32 - 1, 'ana'],
      ] as const
      expect(await store.findAuthors(plan('a'))).toEqual(new Map(authors))
      expect(await store.findAuthors(plan('b'))).toEqual(new Map([[1, 'ben']]))
      expect(await store.findAuthors(plan('nobody'))).toEqual(new Map())
      await store.close()
      expect(await (await openHere()).store.findAuthors(plan('a'))).toEqual(new Map(authors))
    })

    test('[STO-17] rows that were not kept leave nothing: no author, no sequence, no chain', async () => {
      const { store, fail, mend } = await (await place())()
      const [first] = await store.append([row('a', 'ana', [1])])
      fail()
      await expect(store.append([row('a', 'ben', [2]), row('b', 'ben', [2])])).rejects.toThrow()
      mend()
      expect(await store.findAuthors(plan('a'))).toEqual(new Map([[1, 'ana']]))
      const places = await store.append([row('b', 'cem', [2]), row('a', 'cem', [2])])
      expect(await store.findAuthors(plan('a'))).toEqual(new Map().set(1, 'ana').set(2, 'cem'))
      expect(await store.read(plan('a'))).toMatchObject([first, places[1]])
      expect(await store.read(plan('b'))).toMatchObject([{ ...places[0], sequence: 1, author: 'cem' }])
    })

    test('[STO-18] the chain of every row is found, and none where there is no row', async () => {
      const { store } = await (await place())()
      const places = await store.append([row('a', 'ana'), row('a', 'ana'), row('a', 'ana')])
      await store.checkpoint(plan('a'), { sequence: 2, chain: places[1]?.chain ?? 0, state: Uint8Array.of(9) })
      const found = [1, 2, 3, 4, 0].map(sequence => store.findChain(plan('a'), sequence))
      expect(await Promise.all(found)).toEqual([...places.map(each => each.chain), undefined, undefined])
      expect(await store.findChain(plan('nobody'), 1)).toBeUndefined()
    })

    test('[STO-19] a probe tells whether rows can be kept, and leaves no trace', async () => {
      const openHere = await place()
      const [{ store, fail, mend }, other] = [await openHere(), (await openHere()).store]
      const heard: DocumentName[] = []
      other.onForeignAppend(document => heard.push(document))
      await store.probe()
      await store.append([row('a', 'ana', [1])])
      fail()
      await expect(store.probe()).rejects.toThrow()
      await expect(store.append([row('b', 'ana')])).rejects.toThrow()
      mend()
      await store.probe()
      await store.probe()
      const places = await store.append([row('a', 'ana'), row('b', 'ana'), row('a', 'ana')])
      expect(places.map(each => each.sequence)).toEqual([2, 1, 3])
      expect([(await store.read(plan('a'))).length, (await store.read(plan('b'))).length]).toEqual([3, 1])
      await expect.poll(() => new Set(heard)).toEqual(new Set(['a', 'b']))
    })
  })
}

const plan = documentName

function row(document: string, author: string, newClients?: readonly number[]): NewRow {
  return { document: plan(document), time: 1, author, update: Uint8Array.of(7), ...(newClients && { newClients }) }
}
