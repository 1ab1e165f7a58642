import { ByteReader } from './byte-reader.ts'
import { blockRun, type Block } from './causal-order.ts'
import { Deletions } from './deletions.ts'
import { findContent, type Content } from './scan-update.ts'
import { sizeOfCount, writeCount } from './write-count.ts'
import { writeUpdate } from './write-update.ts'

/**
 * A single struct as several, where its content is a text or a list and longer than `maxBytes`. Each but the first has
 * the letter or value before it as its left neighbour, as Yjs has it where it cuts one itself. Never between the halves
 * of a surrogate pair, of which Yjs would make something else; and a single value stays whole, however long.
 */
export function* cutBlock(block: Block, maxBytes: number): Generator<Block> {
  const { bytes, run } = block
  const content = run.count === 1 && run.to - run.from > maxBytes ? findContent(bytes, run.from) : undefined
  if (content === undefined) return yield block
  const { client } = run
  let { clock } = run
  for (const part of partsOf(bytes, content, run.to, maxBytes)) {
    const head = clock === run.clock ? bytes.subarray(run.from, content.lengthAt) : headOf(block, content, clock)
    const parts = [head, counted(part.count), bytes.subarray(part.from, part.to)]
    const written = writeUpdate([{ client, clock, count: 1, parts }], new Deletions())
    const from = written.starts[0] as number
    const to = from + parts.reduce((sum, { length }) => sum + length, 0)
    yield { bytes: written.bytes, run: blockRun(client, clock, clock + part.length, from, to) }
    clock += part.length
  }
}

interface Part {
  readonly from: number
  readonly to: number
  /** What stands before it: of a text its bytes, of a list its values. */
  readonly count: number
  /** In clocks. */
  readonly length: number
}

function* partsOf(bytes: Uint8Array, content: Content, end: number, maxBytes: number): Generator<Part> {
  const reader = new ByteReader(bytes, content.from)
  while (reader.at < end) {
    const from = reader.at
    let values = 0
    if (content.isText) {
      let to = Math.min(from + maxBytes, end)
      while (to < end && isInsideLetter(bytes[to] as number)) to++
      const length = reader.skipText(to - from)
      yield { from, to, count: to - from, length }
    } else {
      for (; reader.at < end && reader.at - from < maxBytes; values++) content.skipValue(reader)
      yield { from, to: reader.at, count: values, length: values }
    }
  }
}

/** In UTF-8. */
function isInsideLetter(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}

/** What stands before the content of a part that begins at `clock`: its left neighbour, and the right one of the whole. */
function headOf({ bytes, run }: Block, { rightFrom, rightTo }: Content, clock: number): Uint8Array {
  const left = [...counted(run.client), ...counted(clock - 1)]
  return Uint8Array.of((bytes[run.from] as number) | hasLeft, ...left, ...bytes.subarray(rightFrom, rightTo))
}

const hasLeft = 0x80

function counted(value: number): Uint8Array {
  const bytes = new Uint8Array(sizeOfCount(value))
  writeCount(bytes, 0, value)
  return bytes
}
