import { join } from 'node:path'
import { openDatabase, openSqliteStore } from '@barycentre/store-sqlite'
import { documentName } from '@barycentre/sync'
import * as Y from 'yjs'
import { verifyFile } from '../../src/storage/verify-file.ts'
import type { Typist } from './typist.ts'

/** Each document's edits, by their ids, as the file of a data folder has them; first it is looked whether it is sound. */
export async function keptEdits(
  folder: string,
  documents: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const path = join(folder, 'barycentre.sqlite')
  const { findings } = verifyFile(path)
  if (findings.length > 0) throw new Error(`${path} is not sound: ${JSON.stringify(findings)}`)
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  try {
    const found = new Map<string, ReadonlySet<string>>()
    for (const document of documents) {
      const doc = new Y.Doc()
      for (const { update } of await store.read(documentName(document))) Y.applyUpdate(doc, update)
      found.set(document, new Set(doc.getMap('ids').keys()))
      doc.destroy()
    }
    return found
  } finally {
    await store.close()
    database.close()
  }
}

/** What was promised so far: to the one who wrote it, and by showing it to somebody else. */
export class Promises {
  readonly acknowledged = new Set<string>()
  readonly seen = new Set<string>()

  /** Takes note of all that the typists were promised by now, and fails if the file has not got it. */
  async expectKept(folder: string, typists: readonly Typist[], when: string): Promise<void> {
    const file = await keptEdits(folder, [...new Set(typists.map(({ document }) => document))])
    for (const typist of typists) {
      const onDisk = file.get(typist.document) as ReadonlySet<string>
      const [acknowledged, seen] = [typist.acknowledged(), typist.seen()]
      const lost = [...acknowledged, ...seen].filter(id => !onDisk.has(id))
      if (lost.length > 0) throw new Error(`${when}: promised to ${typist.way}, and lost: ${lost.join(' ')}`)
      for (const id of acknowledged) this.acknowledged.add(id)
      for (const id of seen) this.seen.add(id)
    }
  }
}
