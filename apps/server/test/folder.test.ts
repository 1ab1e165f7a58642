import { Worker } from 'node:worker_threads'
import { foldUpdate } from '@barycentre/sync'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { openFolder, type Folder } from '../src/folding/folder.ts'
import type { FoldLimits } from '../src/folding/limits.ts'

const aside: FoldLimits = { asideFrom: 0, maxWaiting: 8, within: 20_000 }

function opened(limits: Partial<FoldLimits> = {}, startThread?: () => Worker): Folder {
  const folder = openFolder({ ...aside, ...limits }, startThread)
  onTestFinished(() => folder.close())
  return folder
}

/** A document in many updates, joined without Yjs having looked at it. */
function unfolded(letters = 300): Uint8Array {
  const updates: Uint8Array[] = []
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  for (let i = 0; i < letters; i++) doc.getText('t').insert(i % 7, 'x')
  doc.getText('t').delete(0, letters / 2)
  return Y.mergeUpdates(updates)
}

/** A thread that does as the script says with what it is sent. */
function threadThat(script: string): () => Worker {
  return () => new Worker(`const {parentPort} = require('node:worker_threads')\n${script}`, { eval: true })
}

describe('folding in a thread', () => {
  test('gives what folding here gives', async () => {
    const update = unfolded()
    const folded = await opened().fold(update)
    expect(folded).toEqual(foldUpdate(update))
    expect(folded.length).toBeLessThan(update.length)
  })

  test('small ones are folded here, and no thread is started', async () => {
    const folder = opened({ asideFrom: 64 * 1024 }, () => {
      throw new Error('Not to be started')
    })
    const update = unfolded()
    expect(await folder.fold(update)).toEqual(foldUpdate(update))
  })

  test('one after another, and no more wait than may', async () => {
    const folder = opened({ maxWaiting: 2 })
    const update = unfolded()
    const folds = Array.from({ length: 4 }, () => folder.fold(update))
    const outcomes = await Promise.allSettled(folds)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
    expect(folder.waiting).toBe(0)
  })

  test('what cannot be folded is refused with the reason, and the thread goes on', async () => {
    const folder = opened()
    await expect(folder.fold(new Uint8Array([7, 7, 7]))).rejects.toThrow()
    const update = unfolded()
    expect(await folder.fold(update)).toEqual(foldUpdate(update))
  })

  test.each([
    ['dies', "parentPort.once('message', () => process.exit(3))", /ended with 3/],
    ['throws', "parentPort.once('message', () => { throw new Error('no memory') })", /has failed/],
    ['takes too long', "parentPort.once('message', () => { for (;;); })", /longer than 200 ms/],
  ])('a thread that %s is replaced, and only what it was at is lost', async (_what, script, reason) => {
    let started = 0
    const good = threadThat("parentPort.on('message', update => parentPort.postMessage({ folded: update }))")
    const bad = threadThat(script)
    const folder = opened({ within: 200 }, () => (started++ === 0 ? bad() : good()))
    const [lost, kept] = await Promise.allSettled([folder.fold(new Uint8Array(9)), folder.fold(new Uint8Array(5))])
    expect(lost).toMatchObject({
      status: 'rejected',
      reason: expect.objectContaining({ message: expect.stringMatching(reason) }),
    })
    expect(kept).toEqual({ status: 'fulfilled', value: new Uint8Array(5) })
    expect(started).toBe(2)
  })

  test('closing rejects what waits', async () => {
    const folder = opened({}, threadThat("parentPort.on('message', () => {})"))
    const folds = Promise.allSettled([folder.fold(new Uint8Array(1)), folder.fold(new Uint8Array(2))])
    await folder.close()
    for (const outcome of await folds) expect(outcome.status).toBe('rejected')
    await expect(folder.fold(new Uint8Array(3))).rejects.toThrow('Nothing is folded any more')
  })
})
