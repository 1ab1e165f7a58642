import * as Y from 'yjs'

/**
 * What somebody has written in an update, as plain text: each run of letters that stands together is a line, and so is
 * each value of a cell. What was written and deleted again is left out. For people, to take elsewhere what was refused.
 */
export function writtenText(update: Uint8Array): string {
  const { structs, ds } = Y.decodeUpdate(update)
  const lines: string[] = []
  let end: Y.ID | undefined
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    const { id, length, content, origin } = struct
    const kept = [...units(content)].filter((_, i) => !isDeleted(ds, id.client, id.clock + i))
    const goesOn = content instanceof Y.ContentString && end !== undefined && Y.compareIDs(origin, end)
    const text = kept.join(content instanceof Y.ContentString ? '' : '\n')
    if (goesOn && lines.length > 0) lines.push(`${lines.pop()}${text}`)
    else lines.push(text)
    end = Y.createID(id.client, id.clock + length - 1)
  }
  return lines.filter(line => line.trim() !== '').join('\n')
}

/** One for each clock that the content takes. */
function units(content: Y.Item['content']): readonly string[] {
  if (content instanceof Y.ContentString) return content.str.split('')
  if (content instanceof Y.ContentAny) return content.arr.map(value => (typeof value === 'object' ? '' : String(value)))
  return Array.from({ length: content.getLength() }, () => '')
}

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds']

function isDeleted(ds: DeleteSet, client: number, clock: number): boolean {
  return ds.clients.get(client)?.some(each => each.clock <= clock && clock < each.clock + each.len) === true
}
