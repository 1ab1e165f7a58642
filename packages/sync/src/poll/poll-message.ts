import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/**
 * Sessions over short requests, for networks that let no WebSocket through. A _carrier_ is one browser; it carries
 * _channels_, one per document, each of which is a session. Frames are numbered from 1 in both directions, and sent again
 * until the other side has said that it has them: a request or an answer that is lost on the way loses nothing.
 */
export interface PollRequest {
  /** Made up by the client, long enough not to be guessed. */
  readonly carrier: string
  /** How long the server may wait for something to say, milliseconds. */
  readonly wait: number
  readonly channels: readonly PollUp[]
}

/** One channel's part of a request. */
export interface PollUp {
  readonly channel: string
  /** Path and query of the document, as a WebSocket would name it. */
  readonly address: string
  /** Which end of the server's it means, 0 while it has not heard of one. */
  readonly end: number
  /** The number of the first frame; the others follow it. */
  readonly first: number
  readonly frames: readonly Uint8Array[]
  /** The last frame from the server that has arrived here, 0 if none. */
  readonly received: number
  readonly isClosing: boolean
}

/** One channel's part of an answer. */
export interface PollDown {
  readonly channel: string
  /** Made up by the server for its end: another one, after a restart, numbers other frames. Never 0. */
  readonly end: number
  /** A close code, 0 while the channel is open. What follows was sent before. */
  readonly code: number
  readonly reason: string
  readonly first: number
  readonly frames: readonly Uint8Array[]
  /** The last frame from the client that has arrived here, 0 if none. */
  readonly received: number
}

export const pollVersion = 2

export function encodePollRequest({ carrier, wait, channels }: PollRequest): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, pollVersion)
    encoding.writeVarString(encoder, carrier)
    encoding.writeVarUint(encoder, wait)
    encoding.writeVarUint(encoder, channels.length)
    for (const { channel, address, end, first, frames, received, isClosing } of channels) {
      encoding.writeVarString(encoder, channel)
      encoding.writeVarString(encoder, address)
      encoding.writeVarUint(encoder, end)
      writeFrames(encoder, first, frames)
      encoding.writeVarUint(encoder, received)
      encoding.writeVarUint(encoder, isClosing ? 1 : 0)
    }
  })
}

/** Throws when it is not a request of this version, to its last byte. */
export function decodePollRequest(bytes: Uint8Array): PollRequest {
  const decoder = decoding.createDecoder(bytes)
  if (decoding.readVarUint(decoder) !== pollVersion) throw new Error('A request of another version')
  const carrier = decoding.readVarString(decoder)
  const wait = decoding.readVarUint(decoder)
  const channels: PollUp[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const channel = decoding.readVarString(decoder)
    const address = decoding.readVarString(decoder)
    const end = decoding.readVarUint(decoder)
    const { first, frames } = readFrames(decoder)
    const received = decoding.readVarUint(decoder)
    channels.push({ channel, address, end, first, frames, received, isClosing: decoding.readVarUint(decoder) === 1 })
  }
  assertAtEnd(decoder, bytes)
  return { carrier, wait, channels }
}

export function encodePollAnswer(channels: readonly PollDown[]): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, pollVersion)
    encoding.writeVarUint(encoder, channels.length)
    for (const { channel, end, code, reason, first, frames, received } of channels) {
      encoding.writeVarString(encoder, channel)
      encoding.writeVarUint(encoder, end)
      encoding.writeVarUint(encoder, code)
      encoding.writeVarString(encoder, reason)
      writeFrames(encoder, first, frames)
      encoding.writeVarUint(encoder, received)
    }
  })
}

/** Throws when it is not an answer of this version, to its last byte: a captive portal answers everything with a page. */
export function decodePollAnswer(bytes: Uint8Array): readonly PollDown[] {
  const decoder = decoding.createDecoder(bytes)
  if (decoding.readVarUint(decoder) !== pollVersion) throw new Error('An answer of another version')
  const channels: PollDown[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const channel = decoding.readVarString(decoder)
    const end = decoding.readVarUint(decoder)
    const code = decoding.readVarUint(decoder)
    const reason = decoding.readVarString(decoder)
    const { first, frames } = readFrames(decoder)
    channels.push({ channel, end, code, reason, first, frames, received: decoding.readVarUint(decoder) })
  }
  assertAtEnd(decoder, bytes)
  return channels
}

function writeFrames(encoder: encoding.Encoder, first: number, frames: readonly Uint8Array[]): void {
  encoding.writeVarUint(encoder, first)
  encoding.writeVarUint(encoder, frames.length)
  for (const frame of frames) encoding.writeVarUint8Array(encoder, frame)
}

function readFrames(decoder: decoding.Decoder): { first: number; frames: Uint8Array[] } {
  const first = decoding.readVarUint(decoder)
  const frames: Uint8Array[] = []
  // A copy of each: a frame outlives the body that it came in.
  for (let left = decoding.readVarUint(decoder); left > 0; left--)
    frames.push(decoding.readVarUint8Array(decoder).slice())
  return { first, frames }
}

function assertAtEnd(decoder: decoding.Decoder, bytes: Uint8Array): void {
  if (decoder.pos !== bytes.length) throw new Error('It does not end where its content does')
}
