import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** The messages of y-websocket: the first number of a frame, and for `sync` the second. */
export const messageTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3 } as const
export const syncTypes = { step1: 0, step2: 1, update: 2 } as const

/** Types from here on are ours, and spoken only with those who said hello. */
export const firstExtensionType = 64

export type Message =
  | { readonly kind: 'step-1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step-2' | 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: Uint8Array }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'other'; readonly type: number }

/** Reads a frame to its last byte; throws when it ends early or late: what is left over was never looked at. */
export function decodeMessage(frame: Uint8Array): Message {
  const decoder = decoding.createDecoder(frame)
  const message = readMessage(decoder)
  if (message.kind !== 'other' && decoder.pos !== frame.length)
    throw new Error('The frame does not end where its message does')
  return message
}

/** A frame that carries an update (sync step 2 or update), well formed or not: both sides count these, and only these. */
export function isUpdateFrame(frame: Uint8Array): boolean {
  return frame[0] === messageTypes.sync && (frame[1] === syncTypes.step2 || frame[1] === syncTypes.update)
}

export function isStep2Frame(frame: Uint8Array): boolean {
  return frame[0] === messageTypes.sync && frame[1] === syncTypes.step2
}

export function encodeStep1(stateVector: Uint8Array): Uint8Array {
  return encodeSync(syncTypes.step1, stateVector)
}

export function encodeStep2(update: Uint8Array): Uint8Array {
  return encodeSync(syncTypes.step2, update)
}

export function encodeUpdate(update: Uint8Array): Uint8Array {
  return encodeSync(syncTypes.update, update)
}

export function encodeAwareness(entries: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, messageTypes.awareness)
    encoding.writeVarUint8Array(encoder, entries)
  })
}

export function encodeQueryAwareness(): Uint8Array {
  return encoding.encode(encoder => encoding.writeVarUint(encoder, messageTypes.queryAwareness))
}

/** The standard refusal: a stock provider prints the reason and carries on. */
export function encodeDenied(reason: string): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, messageTypes.auth)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, reason)
  })
}

function encodeSync(type: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, messageTypes.sync)
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

function readMessage(decoder: decoding.Decoder): Message {
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case messageTypes.sync: {
      const syncType = decoding.readVarUint(decoder)
      const bytes = decoding.readVarUint8Array(decoder)
      if (syncType === syncTypes.step1) return { kind: 'step-1', stateVector: bytes }
      if (syncType === syncTypes.step2) return { kind: 'step-2', update: bytes }
      if (syncType === syncTypes.update) return { kind: 'update', update: bytes }
      throw new Error(`Not a sync message: ${syncType}`)
    }
    case messageTypes.awareness:
      return { kind: 'awareness', entries: decoding.readVarUint8Array(decoder) }
    case messageTypes.queryAwareness:
      return { kind: 'query-awareness' }
    case messageTypes.auth:
      if (decoding.readVarUint(decoder) !== 0) throw new Error('Not an auth message')
      return { kind: 'denied', reason: decoding.readVarString(decoder) }
    default:
      return { kind: 'other', type }
  }
}
