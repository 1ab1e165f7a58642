import { Client } from '../client/client.ts'
import { FrameSocket } from '../client/frame-socket.ts'
import { encodeHeader, opcodes } from '../client/web-socket-frame.ts'
import { scenario } from '../scenario.ts'
import type { Server } from '../servers/server.ts'
import { pause } from '../waiting.ts'

const mebibyte = 2 ** 20
const frameBytes = 64 * mebibyte
const closingMs = 2_000
const piece = Buffer.alloc(mebibyte)

export const hugeFrame = scenario({
  name: 'huge-frame',
  title: 'a message of 64 MiB, in one frame and in 64',
  figures: {
    accepted: { title: 'of the two, taken to the end', unit: '', better: 'less', goal: { value: 0 } },
    memory: { title: 'more memory at its peak', unit: 'MiB', better: 'less', goal: { value: 16 } },
  },
  maxRounds: 1,

  async measure(server) {
    const witness = await (await Client.open(server.document('huge'))).untilSynced()
    const before = await server.process.settledMemory()
    await server.process.forgetPeak()
    const answers = [await isTaken(server, { fragments: 1 }), await isTaken(server, { fragments: 64 })]
    const memory = (await server.process.peakMemory()) - before
    if (!witness.connection.isOpen) throw new Error('somebody else was cut off')
    witness.close()
    return { accepted: answers.filter(Boolean).length, memory: Math.max(0, memory) / mebibyte }
  },
})

/** Sends the message as fast as it is taken; whether the server had all of it before it ended the connection, if it did. */
async function isTaken(server: Server, { fragments }: { readonly fragments: number }): Promise<boolean> {
  const { url, headers } = server.document('huge')
  const socket = await FrameSocket.open(url, { headers })
  const frameLength = frameBytes / fragments
  for (let fragment = 0; fragment < fragments && socket.isOpen; fragment++) {
    const opcode = fragment === 0 ? opcodes.binary : opcodes.continuation
    socket.writeFrames(encodeHeader(frameLength, { masked: true, opcode, isLast: fragment === fragments - 1 }))
    for (let sent = 0; sent < frameLength && socket.isOpen; sent += piece.length) {
      socket.writeFrames(piece)
      await socket.drained()
    }
  }
  const tookAll = socket.isOpen
  await Promise.race([socket.closed, pause(closingMs)])
  socket.destroy()
  return tookAll
}
