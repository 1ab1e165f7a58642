import { stableJson, type Json } from '@barycentre/kit'
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import {
  definitions,
  earlierLists,
  ledgerLists,
  ledgerParts,
  schemaVersion,
  type Field,
  type Holds,
} from '../../src/index.ts'

/** The fingerprint of the format at each version. A changed format gets a new version, and a new line here. */
const fingerprints: { readonly [version: string]: string } = {
  '0.1': '00f3fc7a68d1b6cb',
  '0.2': 'de39d6b9a263d078',
}

it('the version of the file is raised with every change of its format (docs/plan-format.md says how)', () => {
  const format = Object.values(definitions).map(({ kind, file, fields }) => ({ kind, file, fields: formOfAll(fields) }))
  const parts = { ledgerLists, ledgerParts, earlierLists }
  const json = stableJson({ format, ...parts } as unknown as Json)
  const fingerprint = createHash('sha256').update(json).digest('hex').slice(0, 16)
  expect({ [schemaVersion]: fingerprint }).toEqual({ [schemaVersion]: fingerprints[schemaVersion] })
})

function formOfAll(fields: { readonly [name: string]: Field }) {
  return Object.entries(fields).map(([name, field]) => ({ name, fileKey: field.fileKey, ...formOf(field) }))
}

function formOf(field: Field): object {
  switch (field.shape) {
    case 'register':
      return { shape: field.shape, holds: formOfHeld(field.holds) }
    case 'prose':
      return { shape: field.shape }
    case 'set':
      return { shape: field.shape, to: field.to }
    case 'list': {
      const item = Object.entries(field.item).map(([name, holds]) => ({ name, holds: formOfHeld(holds) }))
      return { shape: field.shape, item, itemSets: field.itemSets, bare: field.bare }
    }
    case 'group':
      return { shape: field.shape, leaves: formOfAll(field.leaves) }
  }
}

/** The words of an open choice are suggestions: a file may hold any. */
function formOfHeld(holds: Holds): object {
  return holds.as === 'choice' && holds.open ? { as: 'choice', open: true } : holds
}
