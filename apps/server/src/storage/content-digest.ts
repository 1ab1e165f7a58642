import { createHash } from 'node:crypto'
import * as Y from 'yjs'

/**
 * Says what a document holds, whichever way it came together: all that is not deleted, by who made it and when. Where Yjs
 * has cut or joined its items does not show.
 */
export function contentDigest(doc: Y.Doc): string {
  const hash = createHash('sha256')
  for (const client of [...doc.store.clients.keys()].sort((a, b) => a - b)) {
    hash.update(`\n${client}:`)
    for (const struct of doc.store.clients.get(client) ?? []) {
      if (struct instanceof Y.Item && !struct.deleted) hash.update(textOf(struct))
    }
  }
  return hash.digest('hex')
}

function textOf({ content, parentSub }: Y.Item): string {
  if (content instanceof Y.ContentString) return content.str
  if (content instanceof Y.ContentType) return `${parentSub ?? ''}<${content.type.constructor.name}>`
  if (content instanceof Y.ContentFormat) return JSON.stringify([content.key, content.value])
  if (content instanceof Y.ContentEmbed) return JSON.stringify(content.embed)
  if (content instanceof Y.ContentBinary) return Buffer.from(content.content).toString('hex')
  return `${parentSub ?? ''}${content
    .getContent()
    .map(value => JSON.stringify(value))
    .join()}`
}
