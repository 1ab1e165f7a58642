import { ByteReader } from './byte-reader.ts'

/**
 * Reads an update (encoding V1 of Yjs) from front to back without building anything of it: what a server needs to know
 * before it keeps bytes and passes them on. It accepts exactly what Yjs can decode (`readClientsStructRefs` and the
 * readers of contents), and throws, with the reason, on everything else, leftovers included.
 */
export function scanUpdate(bytes: Uint8Array, { maxStructs }: ScanLimits = noLimits): ScannedUpdate {
  const reader = new ByteReader(bytes)
  const runs: Run[] = []
  const clients = new Set<number>()
  const needs = new Map<number, number>()
  let structs = 0
  for (let left = reader.count(); left > 0; left--) {
    const count = reader.count()
    structs += count
    if (structs > maxStructs) throw new Error(`more than ${maxStructs} structs`)
    const run = scanRun(reader, count, needs)
    // Of several runs of one client Yjs would apply only the last.
    if (clients.has(run.client)) throw new Error('a client appears twice')
    clients.add(run.client)
    if (count > 0) runs.push(run)
  }
  const deletions = scanDeletions(reader, maxStructs)
  return { bytes, runs, needs, deletions, hasTypes: runs.some(run => run.hasTypes) }
}

export interface ScanLimits {
  /** Structs, and ranges of deletions, in one update. */
  readonly maxStructs: number
}

export interface ScannedUpdate {
  readonly bytes: Uint8Array
  /** One per client. */
  readonly runs: readonly Run[]
  /** Per client: the clock before which everything must be there, by what the structs of others build on. */
  readonly needs: ReadonlyMap<number, number>
  readonly deletions: readonly Deletion[]
  /** Whether some struct brings a type, in which others can lie. */
  readonly hasTypes: boolean
}

/** The structs of one client, one behind the other. */
export interface Run {
  readonly client: number
  /** Of the first struct. */
  readonly clock: number
  /** The clock behind the last struct. */
  readonly end: number
  /** How many structs. */
  readonly count: number
  /** Where the structs lie in the update's bytes: from the first byte of the first to behind the last of the last. */
  readonly from: number
  readonly to: number
  /** Whether some of it is left out: Yjs writes a struct of its own for what its sender lacked. */
  readonly hasHoles: boolean
  readonly hasTypes: boolean
  /** The first and the last struct, where they are text: such can be joined with what comes before and after. */
  readonly firstText: TextStruct | undefined
  readonly lastText: TextStruct | undefined
}

/** A struct that holds text, by where its parts lie. */
export interface TextStruct {
  readonly at: number
  /** Its left neighbour at its writing was the letter before it of the same client. */
  readonly continues: boolean
  /** The bytes of its right neighbour at its writing; empty if there was none. */
  readonly rightFrom: number
  readonly rightTo: number
  /** The number that tells the length of the text in bytes, and the text. */
  readonly lengthAt: number
  readonly textFrom: number
  readonly textTo: number
}

export interface Deletion {
  readonly client: number
  readonly clock: number
  readonly length: number
}

/** One struct, for those who look at each: see `readRun`. */
export interface Struct {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly from: number
  readonly to: number
  readonly isHole: boolean
  /** The first byte: what follows in it. */
  readonly info: number
  /** What it builds on: client, clock, client, clock …; its left neighbour first, then its right one, or what it lies in. */
  readonly needs: readonly number[]
}

/** The structs of a run, one by one. */
export function* readRun(bytes: Uint8Array, run: Run): Generator<Struct> {
  const reader = new ByteReader(bytes, run.from)
  let clock = run.clock
  for (let left = run.count; left > 0; left--) {
    const from = reader.at
    const length = skipStruct(reader)
    const isHole = (struct.info & 0x1f) === skipRef
    const needs: number[] = []
    if (struct.originClient !== none) needs.push(struct.originClient, struct.originClock)
    if (struct.rightClient !== none) needs.push(struct.rightClient, struct.rightClock)
    if (struct.parentClient !== none) needs.push(struct.parentClient, struct.parentClock)
    yield { client: run.client, clock, length, from, to: reader.at, isHole, info: struct.info, needs }
    clock += length
  }
}

/** Where the parts of a struct lie whose content is a text or a list; `undefined` for one of any other content. */
export function findContent(bytes: Uint8Array, at: number): Content | undefined {
  skipStruct(new ByteReader(bytes, at))
  const { info, lengthAt, textFrom: from, rightFrom, rightTo } = struct
  const kind = info & 0x1f
  if (kind !== jsonRef && kind !== stringRef && kind !== anyRef) return undefined
  const skipValue = (reader: ByteReader) => (kind === anyRef ? skipAny(reader, 0) : reader.skip(reader.count()))
  return { isText: kind === stringRef, lengthAt, from, rightFrom, rightTo, skipValue }
}

export interface Content {
  readonly isText: boolean
  /** The number that tells how many bytes of text, or how many values of a list, and what follows it. */
  readonly lengthAt: number
  readonly from: number
  /** The bytes of its right neighbour at its writing; empty if there was none. */
  readonly rightFrom: number
  readonly rightTo: number
  /** Skips one value of the list. */
  skipValue(reader: ByteReader): void
}

const noLimits: ScanLimits = { maxStructs: Number.MAX_SAFE_INTEGER }

function scanRun(reader: ByteReader, count: number, needs: Map<number, number>): Run {
  const client = reader.count()
  const clock = reader.count()
  const from = reader.at
  let end = clock
  let hasHoles = false
  let hasTypes = false
  let firstText: TextStruct | undefined
  let lastText: TextStruct | undefined
  for (let i = 0; i < count; i++) {
    const at = reader.at
    const length = skipStruct(reader)
    if (length < 1 || !Number.isSafeInteger(end + length)) throw new Error('an impossible length')
    const { originClient, originClock } = struct
    if (originClient !== none) note(needs, client, end, originClient, originClock)
    if (struct.rightClient !== none) note(needs, client, end, struct.rightClient, struct.rightClock)
    if (struct.parentClient !== none) note(needs, client, end, struct.parentClient, struct.parentClock)
    const ref = struct.info & 0x1f
    if (ref === skipRef) hasHoles = true
    else if (ref === typeRef) hasTypes = true
    if (i === 0 || i === count - 1) {
      const text = ref === stringRef ? textStruct(at, originClient === client && originClock === end - 1) : undefined
      if (i === 0) firstText = text
      lastText = text
    }
    end += length
  }
  return { client, clock, end, count, from, to: reader.at, hasHoles, hasTypes, firstText, lastText }
}

/** Whatever one builds on came before: of one's own by its clock, of others because it was seen. */
function note(needs: Map<number, number>, client: number, clock: number, needed: number, at: number): void {
  if (needed === client) {
    if (at >= clock) throw new Error('it builds on its own future')
  } else if ((needs.get(needed) ?? 0) <= at) needs.set(needed, at + 1)
}

function scanDeletions(reader: ByteReader, maxRanges: number): Deletion[] {
  const deletions: Deletion[] = []
  for (let clients = reader.count(); clients > 0; clients--) {
    const client = reader.count()
    for (let ranges = reader.count(); ranges > 0; ranges--) {
      const clock = reader.count()
      const length = reader.count()
      if (length < 1 || !Number.isSafeInteger(clock + length)) throw new Error('an impossible deletion')
      if (deletions.push({ client, clock, length }) > maxRanges) throw new Error(`more than ${maxRanges} deletions`)
    }
  }
  if (!reader.isAtEnd) throw new Error('it does not end where its content does')
  return deletions
}

const none = -1
const gcRef = 0
const jsonRef = 2
const stringRef = 4
const typeRef = 7
const anyRef = 8
const skipRef = 10
/** The tag of an object among values of any kind. */
const anyObject = 118

/** The struct that was read last. One for all, since a scan must not make anything per struct. */
const struct = {
  info: 0,
  originClient: none,
  originClock: 0,
  rightClient: none,
  rightClock: 0,
  rightFrom: 0,
  rightTo: 0,
  parentClient: none,
  parentClock: 0,
  lengthAt: 0,
  textFrom: 0,
  textTo: 0,
}

function textStruct(at: number, continues: boolean): TextStruct {
  const { rightFrom, rightTo, lengthAt, textFrom, textTo } = struct
  return { at, continues, rightFrom, rightTo, lengthAt, textFrom, textTo }
}

/** Reads one struct into `struct`; returns how many clocks it takes up. */
function skipStruct(reader: ByteReader): number {
  const info = reader.byte()
  struct.info = info
  struct.originClient = none
  struct.rightClient = none
  struct.parentClient = none
  const ref = info & 0x1f
  // Of the two readers that Yjs has, one takes a hole with flags for an item.
  if (ref === skipRef && info !== skipRef) throw new Error('a hole with flags')
  if (ref === gcRef || ref === skipRef) return reader.count()
  const hasOrigin = (info & 0x80) !== 0
  const hasRight = (info & 0x40) !== 0
  if (hasOrigin) {
    struct.originClient = reader.count()
    struct.originClock = reader.count()
  }
  struct.rightFrom = reader.at
  if (hasRight) {
    struct.rightClient = reader.count()
    struct.rightClock = reader.count()
  }
  struct.rightTo = reader.at
  if (!hasOrigin && !hasRight) {
    // The name of a root, or the item that holds the parent.
    if (reader.count() === 1) reader.skipText(reader.count())
    else {
      struct.parentClient = reader.count()
      struct.parentClock = reader.count()
    }
    if ((info & 0x20) !== 0) reader.skipText(reader.count())
  }
  return skipContent(reader, ref)
}

/** Skips a content; returns its length in clocks. The numbers of the kinds are those of `contentRefs` in Yjs. */
/** Yjs takes whatever stands here for the options of a document and reads on in it: only what Yjs itself writes will do. */
function skipDocumentOptions(reader: ByteReader): void {
  if (reader.byte() !== anyObject) throw new Error('options that are no object')
  for (let left = reader.count(); left > 0; left--) {
    const name = reader.text()
    if (name !== 'gc' && name !== 'autoLoad' && name !== 'meta') throw new Error('an unknown option')
    skipAny(reader, 0)
  }
}

function skipContent(reader: ByteReader, ref: number): number {
  switch (ref) {
    case 1: // deleted
      return reader.count()
    case jsonRef: {
      // JSON
      struct.lengthAt = reader.at
      const length = reader.count()
      struct.textFrom = reader.at
      for (let left = length; left > 0; left--) {
        const text = reader.text()
        if (text !== 'undefined') checkJson(text)
      }
      return length
    }
    case 3: // binary
      reader.skip(reader.count())
      return 1
    case stringRef: {
      struct.lengthAt = reader.at
      const length = reader.count()
      struct.textFrom = reader.at
      const units = reader.skipText(length)
      struct.textTo = reader.at
      return units
    }
    case 5: // embed
      checkJson(reader.text())
      return 1
    case 6: // format
      reader.skipText(reader.count())
      checkJson(reader.text())
      return 1
    case typeRef: {
      // type: array, map, text, element, fragment, hook, text of XML
      const type = reader.count()
      if (type > 6) throw new Error('an unknown type')
      if (type === 3 || type === 5) reader.skipText(reader.count())
      return 1
    }
    case anyRef: {
      // any
      struct.lengthAt = reader.at
      const length = reader.count()
      struct.textFrom = reader.at
      for (let left = length; left > 0; left--) skipAny(reader, 0)
      return length
    }
    case 9: // a document in the document
      reader.skipText(reader.count())
      skipDocumentOptions(reader)
      return 1
    default:
      throw new Error('an unknown content')
  }
}

/** Deeper than anything people write, and less deep than what ends a program that walks it by recursion. */
const maxDepth = 100

/** The tags are those of lib0's `readAny`. */
function skipAny(reader: ByteReader, depth: number): void {
  if (depth > maxDepth) throw new Error('it is nested too deep')
  const tag = reader.byte()
  switch (tag) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return
    case 125:
      return skipInteger(reader)
    case 124:
      return reader.skip(4)
    case 123:
    case 122:
      return reader.skip(8)
    case 119:
      return void reader.skipText(reader.count())
    case anyObject:
      for (let left = reader.count(); left > 0; left--) {
        reader.skipText(reader.count())
        skipAny(reader, depth + 1)
      }
      return
    case 117:
      for (let left = reader.count(); left > 0; left--) skipAny(reader, depth + 1)
      return
    case 116:
      return reader.skip(reader.count())
    default:
      throw new Error('an unknown value')
  }
}

/** A signed number: the first byte holds sign and six bits, each further one seven. */
function skipInteger(reader: ByteReader): void {
  let byte = reader.byte()
  let value = byte & 0x3f
  let factor = 0x40
  while (byte >= 0x80) {
    byte = reader.byte()
    value += (byte & 0x7f) * factor
    factor *= 0x80
    if (value > Number.MAX_SAFE_INTEGER) throw new Error('a number beyond counting')
  }
}

/** Peers parse it when they decode, and would fail there. */
function checkJson(text: string): void {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i)
    if (inString) {
      if (letter === backslash) i++
      else if (letter === quote) inString = false
    } else if (letter === quote) inString = true
    else if (letter === openBracket || letter === openBrace) {
      if (++depth > maxDepth) throw new Error('it is nested too deep')
    } else if (letter === closeBracket || letter === closeBrace) depth--
  }
  JSON.parse(text)
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [34, 92, 91, 93, 123, 125] as const
