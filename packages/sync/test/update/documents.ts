import * as fc from 'fast-check'
import * as Y from 'yjs'

/** One thing that somebody does to a document; numbers choose among what is possible. */
export type Edit = readonly [kind: number, place: number, extent: number]

export const anyEdit: fc.Arbitrary<Edit> = fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 999 }), fc.nat({ max: 999 }))

/** Some documents that write beside each other and now and then meet; every update that they made, in the order of its making. */
export function writeTogether(
  edits: readonly { readonly who: number; readonly edit: Edit; readonly meet: boolean }[],
  clientIds: readonly number[],
): { readonly docs: readonly Y.Doc[]; readonly updates: readonly Uint8Array[] } {
  const updates: Uint8Array[] = []
  const docs = clientIds.map(clientId => {
    const doc = new Y.Doc()
    doc.clientID = clientId
    // Roots have their kind from the beginning, so that all act alike.
    doc.getText('text')
    doc.getMap('map')
    doc.getArray('list')
    doc.getXmlFragment('prose')
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'meeting') updates.push(update)
    })
    return doc
  })
  for (const { who, edit, meet } of edits) {
    perform(docs[who % docs.length] as Y.Doc, edit)
    if (meet) share(docs)
  }
  share(docs)
  return { docs, updates }
}

function share(docs: readonly Y.Doc[]): void {
  for (const from of docs) {
    for (const to of docs) {
      if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'meeting')
    }
  }
}

function perform(doc: Y.Doc, [kind, place, extent]: Edit): void {
  const text = doc.getText('text')
  const list = doc.getArray<unknown>('list')
  const prose = doc.getXmlFragment('prose')
  // As people do: never between the halves of an emoji, of which Yjs makes something else for each peer.
  const at = wholeLetters(text, place % (text.length + 1))
  const upTo = (length: number) => wholeLetters(text, Math.min(at + length, text.length)) - at
  switch (kind) {
    case 0:
    case 1:
    case 2:
      return text.insert(at, words[extent % words.length] as string)
    case 3:
      return text.delete(at, upTo(extent % 7))
    case 4:
      return text.format(at, upTo(extent % 5), { bold: extent % 2 === 0 ? true : null })
    case 5:
      return text.insertEmbed(at, { image: extent })
    case 6:
      return void doc.getMap('map').set(`k${place % 5}`, values[extent % values.length])
    case 7:
      return doc.getMap('map').delete(`k${place % 5}`)
    case 8:
      return list.insert(place % (list.length + 1), [values[extent % values.length], extent])
    case 9:
      if (list.length > 0) list.delete(place % list.length, 1)
      return
    case 10: {
      const element = new Y.XmlElement('p')
      element.setAttribute('id', String(extent))
      element.insert(0, [new Y.XmlText(words[extent % words.length])])
      return prose.insert(place % (prose.length + 1), [element])
    }
    default:
      if (prose.length > 0) prose.delete(place % prose.length, 1)
      return
  }
}

function wholeLetters(text: Y.Text, at: number): number {
  let offset = 0
  for (const { insert } of text.toDelta() as { readonly insert: unknown }[]) {
    const length = typeof insert === 'string' ? insert.length : 1
    if (at < offset + length) {
      const isHalf = typeof insert === 'string' && /[\uDC00-\uDFFF]/.test(insert.charAt(at - offset))
      return isHalf ? at + 1 : at
    }
    offset += length
  }
  return at
}

const words = ['a', 'b', 'the first', 'ثمانية', '和平', '😀', 'x'.repeat(130), '\n'] as const
const values = [null, true, -7, 2 ** 40, 0.5, 'word', [1, ['two']], { a: { b: [] } }, Uint8Array.of(1, 2)] as const
