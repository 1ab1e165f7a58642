import { Client } from '../client/client.ts'
import { FrameSocket } from '../client/frame-socket.ts'
import { encodeFrame, encodeHeader, opcodes } from '../client/web-socket-frame.ts'
import { newAuthor, typing } from '../edits.ts'
import { scenario } from '../scenario.ts'
import type { Server } from '../servers/server.ts'
import { pause } from '../waiting.ts'

const times = 10
const closingMs = 2_000
const few = Buffer.from('abc')

/** Bytes that no WebSocket may send to a server. */
const malformedFrames: Readonly<Record<string, Buffer>> = {
  'a reserved opcode': encodeFrame(few, { masked: true, opcode: 3 }),
  'reserved bits': reserved(encodeFrame(few, { masked: true })),
  'not masked': encodeFrame(few, { masked: false }),
  'a continuation of nothing': encodeFrame(few, { masked: true, opcode: opcodes.continuation }),
  'a ping in pieces': encodeFrame(few, { masked: true, opcode: opcodes.ping, isLast: false }),
  'a ping that is too long': encodeFrame(Buffer.alloc(126), { masked: true, opcode: opcodes.ping }),
  'a close of one byte': encodeFrame(Buffer.alloc(1), { masked: true, opcode: opcodes.close }),
  'a close with a code that is none': encodeFrame(Buffer.from([0, 1]), { masked: true, opcode: opcodes.close }),
  'text that is not UTF-8': encodeFrame(Buffer.from([0xff, 0xfe]), { masked: true, opcode: opcodes.text }),
  'a length beyond all numbers': endless(),
}

export const malformed = scenario({
  name: 'malformed',
  title: `malformed WebSocket frames of ${Object.keys(malformedFrames).length} kinds, ${times} times each`,
  figures: {
    deaths: { title: 'process died', unit: '', better: 'less', goal: { value: 0 } },
    open: { title: 'sessions that stayed open', unit: '', better: 'less', goal: { value: 0 } },
    printed: { title: 'printed', unit: 'B', better: 'less', goal: { value: 0 } },
  },
  maxRounds: 1,
  atOnce: true,

  async measure(server) {
    const witnesses = [await witness(server), await witness(server)]
    const printed = server.process.printedBytes
    let open = 0
    for (const bytes of Object.values(malformedFrames)) {
      const answers = await Promise.all(Array.from({ length: times }, () => isClosedAfter(server, bytes)))
      if (!server.process.isAlive) return { deaths: 1 }
      open += answers.filter(isClosed => !isClosed).length
    }
    await pause(200)
    await stillWorks(witnesses)
    for (const client of witnesses) client.close()
    return { deaths: 0, open, printed: server.process.printedBytes - printed }
  },
})

async function witness(server: Server): Promise<Client> {
  return (await Client.open(server.document('malformed'))).untilSynced()
}

/** Somebody else's edit still reaches somebody else. */
async function stillWorks([writer, reader]: readonly Client[]): Promise<void> {
  const { author, updates } = typing(1, newAuthor())
  writer?.writesAs(author)
  writer?.sendUpdate(updates[0] ?? Uint8Array.of(0, 0))
  await reader?.untilHas(author, 1, 5_000)
}

async function isClosedAfter(server: Server, bytes: Buffer): Promise<boolean> {
  const { url, headers } = server.document('malformed')
  const socket = await FrameSocket.open(url, { headers }).catch(() => undefined)
  // Refused because the process is gone, which the caller looks at.
  if (socket === undefined) return true
  socket.writeFrames(bytes)
  const isClosed = await Promise.race([socket.closed.then(() => true), pause(closingMs).then(() => false)])
  socket.destroy()
  return isClosed
}

function reserved(frame: Buffer): Buffer {
  frame[0] = (frame[0] ?? 0) | 0x70
  return frame
}

function endless(): Buffer {
  const header = encodeHeader(1 << 20, { masked: true, opcode: opcodes.binary, isLast: true })
  header.fill(0xff, 2, 10)
  return header
}
