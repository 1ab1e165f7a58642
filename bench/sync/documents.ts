// The documents that scenarios begin with. What takes long to build is built once and kept in node_modules/.cache.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { openPlanDoc, ServerWrite, writePlan } from '@barycentre/plan-doc'
import { parsePlanFile } from '@barycentre/plan'
import * as Y from 'yjs'
import { Client } from './client/client.ts'
import type { Place } from '@barycentre/sync'
import type { Held } from './client/dialect.ts'
import type { Server } from './servers/server.ts'

const cache = new URL('../../node_modules/.cache/barycentre-bench/', import.meta.url)

const objectivesFor181KB = 180

/** A document by one author, as one update. */
export interface Prepared {
  readonly update: Uint8Array
  readonly author: number
  /** Where the author's clock stands when all of it is there. */
  readonly clock: number
}

/** A paper of 259,778 keystrokes, as its author typed it (bench/data/README.md): 311 KB as Yjs writes them, its garbage collected. */
export function longDocument(): Prepared {
  return kept('automerge-paper', doc => {
    const trace = new URL('../data/automerge-paper.json.gz', import.meta.url)
    const { txns } = JSON.parse(gunzipSync(readFileSync(trace)).toString()) as {
      txns: { patches: [at: number, deleted: number, inserted: string][] }[]
    }
    const text = doc.getText('text')
    for (const { patches } of txns) {
      for (const [at, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(at, deleted)
        if (inserted !== '') text.insert(at, inserted)
      }
    }
  })
}

/** A structured plan of 181 KB, written as an import of our own server writes it. */
export function planDocument(): Prepared {
  return kept('plan', doc => {
    const planDoc = openPlanDoc(doc)
    planDoc.transact(new ServerWrite('import'), draft => writePlan(draft, planWith(objectivesFor181KB)))
    planDoc.close()
  })
}

/** A text from which 20,000 letters were deleted, one here and one there. */
export function deletedDocument(): Prepared {
  return kept('deletes', doc => {
    const text = doc.getText('text')
    text.insert(0, 'abc'.repeat(20_000))
    for (let left = 20_000; left > 0; left--) text.delete(3 * (left - 1), 1)
  })
}

/** Somebody who has a document already. */
export function holding({ update }: Prepared, place?: Place): Held {
  const answers = new Map<string, Uint8Array>()
  return {
    place,
    stateVector: Y.encodeStateVectorFromUpdate(update),
    missingFrom(stateVector) {
      const key = Buffer.from(stateVector).toString('hex')
      const answer = answers.get(key) ?? Y.diffUpdate(update, stateVector)
      answers.set(key, answer)
      return answer
    },
  }
}

/** Brings a document to a server, and leaves when somebody else has been sent it; returns the place of whoever has it, if there is such a thing. */
export async function seed(
  server: Server,
  name: string,
  { update, author, clock }: Prepared,
): Promise<Place | undefined> {
  const address = server.document(name)
  const writer = await (await Client.open(address)).untilSynced()
  const reader = await (await Client.open(address)).untilSynced()
  writer.writesAs(author)
  writer.sendUpdate(update)
  await reader.untilHas(author, clock)
  const { place } = reader
  writer.close()
  reader.close()
  return place
}

function kept(name: string, write: (doc: Y.Doc) => void): Prepared {
  const updateFile = new URL(`${name}.update`, cache)
  const authorFile = new URL(`${name}.json`, cache)
  if (!existsSync(updateFile) || !existsSync(authorFile)) {
    const doc = new Y.Doc()
    // The same bytes in every run, whose authors have other ids.
    doc.clientID = name === 'plan' ? 3_141_592_653 : 2_718_281_828
    write(doc)
    mkdirSync(cache, { recursive: true })
    writeFileSync(updateFile, Y.encodeStateAsUpdate(doc))
    writeFileSync(authorFile, JSON.stringify({ author: doc.clientID, clock: Y.getState(doc.store, doc.clientID) }))
    doc.destroy()
  }
  const { author, clock } = JSON.parse(readFileSync(authorFile, 'utf8')) as Omit<Prepared, 'update'>
  return { update: readFileSync(updateFile), author, clock }
}

function planWith(objectives: number) {
  const file = parsePlanFile(
    JSON.stringify({
      schemaVersion: '0.2',
      plan: { id: 'bench', title: 'A plan' },
      functions: Array.from({ length: 20 }, (_, i) => ({ id: `f${i}`, title: `Line of effort ${i}` })),
      objectives: Array.from({ length: objectives }, (_, i) => ({
        id: `o${i}`,
        title: `Objective ${i}: safe and voluntary return of displaced people to district ${i % 37}`,
        functionId: `f${i % 20}`,
        needStatement: `What is needed for objective ${i}, and why it cannot wait for the next phase.`,
      })),
      benchmarks: Array.from({ length: objectives * 2 }, (_, i) => ({
        id: `b${i}`,
        title: `Benchmark ${i}`,
        objectiveIds: [`o${i % objectives}`],
        baseline: { value: i, date: '2026-01-01' },
        target: { value: i + 100, date: '2027-01-01' },
        meansOfVerification: 'Monthly report of the field office',
      })),
    }),
  )
  if (!file.ok) throw new Error(`The bench's plan is no plan file: ${file.error.code}`)
  return file.value.plan
}
