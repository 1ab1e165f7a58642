import * as encoding from 'lib0/encoding'
import type { Random } from '@barycentre/kit'
import { extensionMessages } from '../src/extension-message.ts'

/** Who there is to pretend to be, and what there is to point at. */
export interface Targets {
  /** Client ids of others. */
  readonly others: readonly number[]
  /** Client ids that the sender may write under. */
  readonly own: readonly number[]
  /** Frames that somebody has really sent or been sent, of every kind. */
  readonly recorded: readonly Uint8Array[]
}

/** A frame as somebody sends it who wants to do harm, or whose program is broken. The same `random` makes the same frame. */
export function hostileFrame(random: Random, targets: Targets): Uint8Array {
  const kind = random()
  if (kind < 0.4) return framed(random, hostileUpdate(random, targets))
  if (kind < 0.8) return mutated(random, oneOf(random, targets.recorded))
  if (kind < 0.95) return hostileExtension(random)
  return bytesOf(random, 40)
}

/** As an update, as a sync step 2, with another length than it has, or with something behind it. */
function framed(random: Random, update: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, random() < 0.8 ? 2 : 1)
    if (random() < 0.03) encoding.writeVarUint(encoder, number(random))
    else encoding.writeVarUint(encoder, update.length)
    encoding.writeUint8Array(encoder, update)
    if (random() < 0.03) encoding.writeUint8Array(encoder, bytesOf(random, 4))
  })
}

/**
 * Bytes in the layout of an update (version 1 of Yjs), with every part chosen apart from the others: clocks that leave
 * gaps, overlap or overflow, origins in nothing, in oneself and in circles, parents that are no types, roots of another
 * type, contents of every number, deletions of what is not there.
 */
function hostileUpdate(random: Random, targets: Targets): Uint8Array {
  const shape = random()
  if (shape < 0.05) return deepUpdate(random, targets)
  if (shape < 0.08) return manyStructs(random, targets)
  return encoding.encode(encoder => {
    const clients = count(random, 3)
    encoding.writeVarUint(encoder, clients)
    for (let i = 0; i < clients; i++) {
      const structs = count(random, 4)
      encoding.writeVarUint(encoder, structs)
      encoding.writeVarUint(encoder, anyClient(random, targets))
      encoding.writeVarUint(encoder, clock(random))
      for (let j = 0; j < structs; j++) writeStruct(encoder, random, targets)
    }
    const deleted = count(random, 2)
    encoding.writeVarUint(encoder, deleted)
    for (let i = 0; i < deleted; i++) {
      encoding.writeVarUint(encoder, anyClient(random, targets))
      const ranges = count(random, 3)
      encoding.writeVarUint(encoder, ranges)
      for (let j = 0; j < ranges; j++) {
        encoding.writeVarUint(encoder, clock(random))
        encoding.writeVarUint(encoder, random() < 0.9 ? count(random, 9) : number(random))
      }
    }
  })
}

function writeStruct(encoder: encoding.Encoder, random: Random, targets: Targets): void {
  const ref = random() < 0.9 ? Math.floor(random() * 11) : Math.floor(random() * 32)
  const [hasOrigin, hasRight, hasKey] = [random() < 0.4, random() < 0.2, random() < 0.3]
  encoding.writeUint8(encoder, ref | (hasOrigin ? 0x80 : 0) | (hasRight ? 0x40 : 0) | (hasKey ? 0x20 : 0))
  // A hole, and what is gone: only their length.
  if (ref === 0 || ref === 10) return encoding.writeVarUint(encoder, random() < 0.9 ? count(random, 9) : number(random))
  for (const has of [hasOrigin, hasRight]) if (has) writeId(encoder, random, targets)
  if (!hasOrigin && !hasRight) {
    const isRoot = random() < 0.7
    encoding.writeVarUint(encoder, isRoot ? 1 : 0)
    if (isRoot) encoding.writeVarString(encoder, oneOf(random, ['text', 'map', 'list', 'prose', '', '__proto__']))
    else writeId(encoder, random, targets)
    if (hasKey) encoding.writeVarString(encoder, oneOf(random, ['inner', 'k', '__proto__', 'constructor']))
  }
  writeContent(encoder, random, ref)
}

function writeContent(encoder: encoding.Encoder, random: Random, ref: number): void {
  switch (ref) {
    case 1:
      return encoding.writeVarUint(encoder, count(random, 9))
    case 2:
    case 8: {
      const values = count(random, 3)
      encoding.writeVarUint(encoder, values)
      for (let i = 0; i < values; i++) {
        if (ref === 8) encoding.writeAny(encoder, anyValue(random, 0) as never)
        else encoding.writeVarString(encoder, oneOf(random, ['1', 'undefined', '{"__proto__":1}', '{', '"\\ud800"']))
      }
      return
    }
    case 3:
      return encoding.writeVarUint8Array(encoder, bytesOf(random, 9))
    case 4:
      // Whole text, half a pair, and bytes that are no text.
      if (random() < 0.7) return encoding.writeVarString(encoder, oneOf(random, ['a', 'héllo', '😀', '']))
      return encoding.writeVarUint8Array(encoder, random() < 0.5 ? Uint8Array.of(0xed, 0xa0, 0x80) : bytesOf(random, 6))
    case 5:
      return encoding.writeVarString(encoder, oneOf(random, ['{}', 'null', '{', '[]']))
    case 6:
      encoding.writeVarString(encoder, oneOf(random, ['bold', '__proto__', '']))
      return encoding.writeVarString(encoder, oneOf(random, ['true', 'null', '{', '{"a":{}}']))
    case 7: {
      const type = Math.floor(random() * 8)
      encoding.writeVarUint(encoder, type)
      if (type === 3 || type === 5) encoding.writeVarString(encoder, oneOf(random, ['p', '', '__proto__']))
      return
    }
    case 9:
      encoding.writeVarString(encoder, 'sub')
      return encoding.writeAny(encoder, anyValue(random, 0) as never)
    default:
      return encoding.writeUint8Array(encoder, bytesOf(random, 9))
  }
}

function writeId(encoder: encoding.Encoder, random: Random, targets: Targets): void {
  encoding.writeVarUint(encoder, anyClient(random, targets))
  encoding.writeVarUint(encoder, clock(random))
}

/** Types in types in types. */
function deepUpdate(random: Random, { own }: Targets): Uint8Array {
  const depth = 1 + Math.floor(random() * 400)
  const client = oneOf(random, own)
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, depth)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, 0)
    for (let i = 0; i < depth; i++) {
      encoding.writeUint8(encoder, 7)
      encoding.writeVarUint(encoder, i === 0 ? 1 : 0)
      if (i === 0) encoding.writeVarString(encoder, 'list')
      else for (const part of [client, i - 1]) encoding.writeVarUint(encoder, part)
      encoding.writeVarUint(encoder, 0)
    }
    encoding.writeVarUint(encoder, 0)
  })
}

/** More, and smaller, than anybody writes; or only said to be so many. */
function manyStructs(random: Random, { own }: Targets): Uint8Array {
  const structs = Math.floor(random() * 3_000)
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, random() < 0.3 ? 2 ** 31 : structs)
    encoding.writeVarUint(encoder, oneOf(random, own))
    encoding.writeVarUint(encoder, 0)
    for (let i = 0; i < structs; i++) encoding.writeUint8Array(encoder, Uint8Array.of(0, 1))
    encoding.writeVarUint(encoder, 0)
  })
}

/** One of our own messages, whoever should send it, with fields of the right kinds or any bytes. */
function hostileExtension(random: Random): Uint8Array {
  const { type, fields } = oneOf(random, Object.values(extensionMessages))
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, random() < 0.95 ? type : 64 + Math.floor(random() * 64))
    for (const kind of Object.values(fields)) {
      if (random() < 0.05) return encoding.writeUint8Array(encoder, bytesOf(random, 20))
      if (kind === 'count') encoding.writeVarUint(encoder, number(random))
      else if (kind === 'text') encoding.writeVarString(encoder, oneOf(random, ['', 'x', '__proto__', '\ud800']))
      else if (kind === 'facts') encoding.writeVarString(encoder, oneOf(random, ['{}', '[]', '{', '{"__proto__":1}']))
      else if (kind === 'bytes') encoding.writeVarUint8Array(encoder, bytesOf(random, 30))
      else {
        const entries = random() < 0.9 ? count(random, 3) : number(random)
        encoding.writeVarUint(encoder, entries)
        for (let i = 0; i < Math.min(entries, 6); i++) encoding.writeVarUint(encoder, number(random))
      }
    }
  })
}

/** A recorded frame with bits turned, something cut out, repeated, or put in. */
function mutated(random: Random, frame: Uint8Array): Uint8Array {
  const bytes = [...frame]
  for (let times = count(random, 3); times > 0; times--) {
    const at = Math.floor(random() * bytes.length)
    const how = random()
    if (how < 0.5) bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    else if (how < 0.65) bytes.splice(at, count(random, 5))
    else if (how < 0.8) bytes.splice(at, 0, ...bytes.slice(at, at + count(random, 9)))
    else if (how < 0.9) bytes.splice(at, 0, ...bytesOf(random, 5))
    else bytes.length = at
  }
  return Uint8Array.from(bytes)
}

function anyClient(random: Random, { own, others }: Targets): number {
  const which = random()
  if (which < 0.6) return oneOf(random, own)
  if (which < 0.85) return oneOf(random, others)
  return number(random)
}

/** Mostly near what there is. */
function clock(random: Random): number {
  return random() < 0.9 ? Math.floor(random() * 30) : number(random)
}

/** Numbers at which something is different from the ones before. */
function number(random: Random): number {
  const edge = oneOf(random, [0, 1, 127, 128, 2 ** 14, 2 ** 31, 2 ** 32, 2 ** 53 - 1])
  return random() < 0.5 ? edge : Math.floor(random() * 2 ** Math.floor(random() * 53))
}

function anyValue(random: Random, depth: number): unknown {
  const which = random()
  if (depth < 40 && which < 0.3) return [anyValue(random, depth + 1)]
  if (depth < 40 && which < 0.5) return { [oneOf(random, ['a', '__proto__'])]: anyValue(random, depth + 1) }
  return oneOf(random, [null, undefined, true, 1, -0.5, 2 ** 60, 'x', 10n, Uint8Array.of(1)])
}

/** From 0, mostly small. */
function count(random: Random, most: number): number {
  return Math.floor(random() * (most + 1))
}

function bytesOf(random: Random, most: number): Uint8Array {
  return Uint8Array.from({ length: count(random, most) }, () => Math.floor(random() * 256))
}

function oneOf<T>(random: Random, among: readonly T[]): T {
  return among[Math.floor(random() * among.length)] as T
}
