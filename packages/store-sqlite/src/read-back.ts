import { DatabaseSync } from 'node:sqlite'
import { chainOf } from '@barycentre/sync'

/**
 * Reads the newest rows of the file through a connection that remembers nothing, and throws where one is not what its
 * checksum was made of. As many as may have been in the write-ahead log only; `barycentre verify` reads all.
 */
export function readBack(path: string): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 0 })
  try {
    const rows = database.prepare(`
      SELECT name, later.sequence AS sequence, later.bytes AS bytes, later.chain AS chain, coalesce(before.chain, 0) AS ground
      FROM updates AS later JOIN documents ON documents.id = later.document
      LEFT JOIN updates AS before ON before.document = later.document AND before.sequence = later.sequence - 1
      WHERE later.id > (SELECT max(id) FROM updates) - ?`)
    for (const { name, sequence, bytes, chain, ground } of rows.iterate(newestRows)) {
      // Rows of before there were chains have 0.
      if (chain !== 0 && chain !== chainOf(Number(ground), bytes as Uint8Array))
        throw new Error(`${name}, row ${sequence}, is not what was written`)
    }
  } finally {
    database.close()
  }
}

/** The log is written back when it has 1,000 pages, and a commit is two at least. */
const newestRows = 1_000
