import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/**
 * One message of a trunk: of which channel, and what. The client numbers its channels from 1 in the order of their
 * opening; a number is not used again. The first number of a message is the channel's times four and the kind; behind it
 * come a path and query, or a frame as it stands, to the end, or a code and a reason.
 */
export type TrunkMessage =
  | { readonly kind: 'open'; readonly channel: number; readonly address: string }
  | { readonly kind: 'frame'; readonly channel: number; readonly frame: Uint8Array }
  | { readonly kind: 'close'; readonly channel: number; readonly code: number; readonly reason: string }

/** Stands in the address of a trunk, `/sync?trunk=1`. */
export const trunkVersion = 1

export function encodeTrunkMessage(message: TrunkMessage): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, 4 * message.channel + kinds.indexOf(message.kind))
    switch (message.kind) {
      case 'open':
        return encoding.writeVarString(encoder, message.address)
      case 'frame':
        return encoding.writeUint8Array(encoder, message.frame)
      case 'close':
        encoding.writeVarUint(encoder, message.code)
        return encoding.writeVarString(encoder, message.reason)
    }
  })
}

/** Throws where it is none, to its last byte. A frame is a view of the message. */
export function decodeTrunkMessage(bytes: Uint8Array): TrunkMessage {
  const decoder = decoding.createDecoder(bytes)
  const head = decoding.readVarUint(decoder)
  const channel = Math.floor(head / 4)
  if (channel === 0) throw new Error('A message of no channel')
  const kind = kinds[head % 4]
  if (kind === 'frame') return { kind, channel, frame: bytes.subarray(decoder.pos) }
  const message = kind === undefined ? undefined : readWords(decoder, kind, channel)
  if (message === undefined || decoder.pos !== bytes.length) throw new Error('Not a message of a trunk')
  return message
}

const kinds: readonly TrunkMessage['kind'][] = ['open', 'frame', 'close']

function readWords(decoder: decoding.Decoder, kind: 'open' | 'close', channel: number): TrunkMessage {
  if (kind === 'open') return { kind, channel, address: decoding.readVarString(decoder) }
  return { kind, channel, code: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) }
}
