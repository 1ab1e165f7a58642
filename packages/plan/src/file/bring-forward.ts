import type { Json } from '@barycentre/kit'
import { definitions } from '../definitions.ts'
import { asRecord } from './earlier-entries.ts'
import { isJsonObject, jsonObject, ownIdOf, type JsonObject } from './json-object.ts'
import { append, toJson, type JsonNode } from './json-node.ts'
import { earlierLists } from './ledger-parts.ts'
import type { LedgerEntry } from './plan-file.ts'
import { findEntry, listIn } from './read-beside.ts'
import { writeRecord } from './write-record.ts'

/** A file of an older version as one of this version that says the same. */
export function bringForward(file: JsonObject): JsonObject {
  return file['schemaVersion'] === '0.1' ? from01(file) : file
}

/**
 * Endorsements and waivers were entries of the ledger, kept whatever they said; now they are records with fields. Each gets
 * the id that it had as an entry. One that no record can say in full stays an entry.
 */
function from01(file: JsonObject): JsonObject {
  const moved: JsonNode = new Map(
    Object.entries(file).filter(([key]) => key !== 'ledger' && !Object.hasOwn(earlierLists, key)),
  )
  for (const [key, kind] of Object.entries(earlierLists)) {
    for (const [i, body] of listIn(file, key).entries()) {
      place({ kind, id: ownIdOf(body) ?? `${kind}-${i + 1}`, body })
    }
  }
  for (const json of listIn(file, 'ledger')) {
    const entry = isJsonObject(json) ? findEntry(json) : undefined
    if (entry === undefined) append(moved, 'ledger', json)
    else place(entry)
  }
  return jsonObject([...moved] as [string, Json][])

  function place(entry: LedgerEntry): void {
    const record = asRecord(entry)
    if (record === undefined) append(moved, 'ledger', entry)
    else append(moved, definitions[record.kind].file.key, toJson(writeRecord(record)))
  }
}
