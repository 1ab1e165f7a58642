import { kinds } from '@barycentre/plan'
import type * as Y from 'yjs'
import { parseProseName } from './layout.ts'

/**
 * Takes everything out of a plan's document, removed records and what could not be read included, so that another plan
 * can be written in its place. For an import that replaces; people remove records, which can come back.
 */
export function erasePlan(doc: Y.Doc): void {
  for (const kind of kinds) doc.getMap(kind).clear()
  for (const name of [...doc.share.keys()]) {
    if (parseProseName(name) === undefined) continue
    const text = doc.getText(name)
    text.delete(0, text.length)
  }
}
