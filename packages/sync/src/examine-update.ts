import { createDecoder, readVarUint, type Decoder } from 'lib0/decoding'
import * as Y from 'yjs'

/** What an update would do to a document, found without doing it. */
export type Examination =
  /** Not an update, or one that no order of events could have produced. */
  | { readonly finding: 'malformed'; readonly reason: string }
  /** It builds on something that neither the document nor the update itself holds. */
  | { readonly finding: 'gap'; readonly clients: ReadonlySet<number> }
  /** The document holds all of it already. */
  | { readonly finding: 'known'; readonly clients: ReadonlySet<number> }
  | { readonly finding: 'news'; readonly clients: ReadonlySet<number> }

/**
 * Reads the update to its last byte against the document. Yjs itself keeps what has a gap as *pending*, where it weighs
 * on everybody, may never come free, and looks to its sender like something taken; so gaps are found here, before.
 */
export function examineUpdate(doc: Y.Doc, update: Uint8Array): Examination {
  let decoded: Decoded
  try {
    decoded = decodeExactly(update)
  } catch (cause) {
    return { finding: 'malformed', reason: cause instanceof Error ? cause.message : String(cause) }
  }
  const reach = new Reach(doc)
  let news = false
  let gap = false
  for (const struct of decoded.structs) {
    const flaw = flawOf(struct)
    if (flaw !== undefined) return { finding: 'malformed', reason: flaw }
    reach.clients.add(struct.id.client)
    if (struct instanceof Y.Skip) continue
    if (reach.extend(struct.id, struct.length)) news = true
    else if (reach.of(struct.id.client) < struct.id.clock + struct.length) gap = true
  }
  // Of several runs of one client Yjs would apply only the last.
  if (reach.clients.size !== runsIn(update)) return { finding: 'malformed', reason: 'a client appears twice' }
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) continue
    for (const needed of [struct.origin, struct.rightOrigin, struct.parent]) {
      if (needed instanceof Y.ID && needed.clock >= reach.of(needed.client)) gap = true
    }
  }
  for (const [client, deletions] of decoded.ds.clients) {
    for (const { clock, len } of deletions) {
      if (len < 1 || !Number.isSafeInteger(clock + len))
        return { finding: 'malformed', reason: 'an impossible deletion' }
      if (clock + len > reach.of(client)) gap = true
      else if (!isDeletedAlready(doc, client, clock, clock + len)) news = true
    }
  }
  return { finding: gap ? 'gap' : news ? 'news' : 'known', clients: reach.clients }
}

type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded['structs'][number]

/** Per client: up to which clock document and update together are without a hole. */
class Reach {
  readonly clients = new Set<number>()
  readonly #store: Y.Doc['store']
  readonly #ends = new Map<number, number>()

  constructor(doc: Y.Doc) {
    this.#store = doc.store
  }

  of(client: number): number {
    return this.#ends.get(client) ?? Y.getState(this.#store, client)
  }

  /** Whether the struct adds something right behind what there is. */
  extend({ client, clock }: Y.ID, length: number): boolean {
    const end = this.of(client)
    if (clock > end || clock + length <= end) return false
    this.#ends.set(client, clock + length)
    return true
  }
}

function flawOf(struct: Struct): string | undefined {
  const { client, clock } = struct.id
  if (struct.length < 1 || !Number.isSafeInteger(clock + struct.length)) return 'an impossible length'
  if (!(struct instanceof Y.Item)) return undefined
  for (const needed of [struct.origin, struct.rightOrigin, struct.parent]) {
    if (needed instanceof Y.ID && needed.client === client && needed.clock >= clock)
      return 'it builds on its own future'
  }
  return undefined
}

function isDeletedAlready(doc: Y.Doc, client: number, from: number, to: number): boolean {
  const structs = doc.store.clients.get(client)
  // Beyond what the document has: the deletion is of something that this same update brings.
  if (structs === undefined || to > Y.getState(doc.store, client)) return false
  for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
    const struct = structs[at] as Y.Item | Y.GC
    if (struct.id.clock >= to) return true
    if (!struct.deleted) return false
  }
  return true
}

/** An update begins with the number of its runs of structs, each of one client. */
function runsIn(update: Uint8Array): number {
  return readVarUint(createDecoder(update))
}

/** Decodes what `Y.applyUpdate` would, and throws if the update does not end where its last deletion does. */
function decodeExactly(update: Uint8Array): Decoded {
  const decoded = Y.decodeUpdateV2(update, ObservedDecoder)
  const { pos } = ObservedDecoder.last as Decoder
  ObservedDecoder.last = undefined
  // Yjs does not look for bytes that are left over.
  if (pos !== update.length) throw new Error('it does not end where its content does')
  return decoded
}

/** Lets one see how far decoding got: `Y.decodeUpdateV2` makes its decoder itself and does not give it back. */
class ObservedDecoder extends Y.UpdateDecoderV1 {
  static last: Decoder | undefined

  constructor(decoder: Decoder) {
    super(decoder)
    ObservedDecoder.last = decoder
  }
}
