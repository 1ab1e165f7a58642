export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/**
 * A WebSocket frame around a message, the header included, ready to be written. A client's frame is masked with a key of
 * zeros: what the standard asks for, without the work.
 */
export function encodeFrame(
  payload: Uint8Array,
  {
    masked,
    opcode = opcodes.binary,
    isLast = true,
  }: { readonly masked: boolean; readonly opcode?: number; readonly isLast?: boolean },
): Buffer {
  const header = encodeHeader(payload.length, { masked, opcode, isLast })
  return Buffer.concat([header, payload])
}

/** The header alone, of a frame whose payload may be something else than it says. */
export function encodeHeader(
  length: number,
  { masked, opcode, isLast }: { readonly masked: boolean; readonly opcode: number; readonly isLast: boolean },
): Buffer {
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const header = Buffer.alloc(2 + lengthBytes + (masked ? 4 : 0))
  header[0] = (isLast ? 0x80 : 0) | opcode
  header[1] = (masked ? 0x80 : 0) | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127)
  if (lengthBytes === 2) header.writeUInt16BE(length, 2)
  if (lengthBytes === 8) header.writeBigUInt64BE(BigInt(length), 2)
  return header
}
