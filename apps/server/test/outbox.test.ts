import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Duplex } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { LiveSocket } from '../src/live/live-socket.ts'
import { Outbox } from '../src/live/outbox.ts'
import { until } from './support/server.ts'

interface Pair {
  readonly client: WebSocket
  readonly socket: WebSocket
  readonly stream: Duplex
  readonly live: LiveSocket
  readonly counts: { drained: number; refused: string[] }
}

/** A stock `ws` client and the server's end of its connection. */
async function openPair(outbox = new Outbox(), perMessageDeflate = false): Promise<Pair> {
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate })
  const http = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void http.close())
  await once(http, 'listening')
  const opened = new Promise<{ socket: WebSocket; stream: Duplex }>(resolve => {
    http.on('upgrade', (request, stream, head) =>
      wss.handleUpgrade(request, stream, head, socket => resolve({ socket, stream })),
    )
  })
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, { perMessageDeflate })
  onTestFinished(() => client.terminate())
  const [{ socket, stream }] = await Promise.all([opened, once(client, 'open')])
  socket.on('error', () => {})
  const counts = { drained: 0, refused: [] as string[] }
  const live = new LiveSocket(socket, stream, outbox, {
    drained: () => void counts.drained++,
    refused: code => void counts.refused.push(code),
  })
  return { client, socket, stream, live, counts }
}

describe('messages that are framed once for all', () => {
  const sizes = [0, 1, 125, 126, 127, 65_535, 65_536, 16 * 1024, 16 * 1024 + 1, 1_000_000]

  test('are read by a stock client in their order, whatever ws itself writes in between', async () => {
    const { client, socket, live } = await openPair()
    const heard: string[] = []
    client.on('message', (data: Buffer) => heard.push(`${data.length}:${data[0] ?? ''}:${data.at(-1) ?? ''}`))
    client.on('ping', data => heard.push(`ping ${data.toString()}`))
    const closed = once(client, 'close')
    const sent: string[] = []
    for (let round = 0; round < 40; round++) {
      for (const [i, size] of sizes.entries()) {
        live.send(new Uint8Array(size).fill(200 + i))
        sent.push(size === 0 ? '0::' : `${size}:${200 + i}:${200 + i}`)
        if ((round + i) % 3 === 0) {
          socket.ping(`${round} ${i}`)
          sent.push(`ping ${round} ${i}`)
        }
      }
      if (round % 5 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    live.close(4401, 'token-revoked')
    live.send(new Uint8Array([200]))
    expect((await closed).map(String)).toEqual(['4401', 'token-revoked'])
    expect(heard).toEqual(sent)
  })

  test('leave in one write for each turn of the event loop', async () => {
    const writes: number[] = []
    const stream = new Duplex({
      read() {},
      write: (chunk: Buffer, _encoding, done) => (writes.push(1), done(chunk && null)),
      writev: (chunks, done) => (writes.push(chunks.length), done()),
    })
    const outbox = new Outbox()
    const message = new Uint8Array([1, 2, 3])
    for (let i = 0; i < 5; i++) outbox.write(stream, message)
    await Promise.resolve().then(() => outbox.write(stream, message))
    await new Promise(resolve => setImmediate(resolve))
    outbox.write(stream, message)
    await new Promise(resolve => setImmediate(resolve))
    expect(writes).toEqual([6, 1])
  })

  test('are one buffer for all streams, and a large one is not copied at all', async () => {
    const given: Buffer[][] = [[], []]
    const [one, two] = given.map(
      into =>
        new Duplex({
          read() {},
          write: (chunk: Buffer, _encoding, done) => (into.push(chunk), done()),
          writev: (chunks, done) => (into.push(...chunks.map(({ chunk }) => chunk as Buffer)), done()),
        }),
    ) as [Duplex, Duplex]
    const outbox = new Outbox()
    const small = new Uint8Array(500).fill(7)
    const large = new Uint8Array(100_000).fill(8)
    for (const stream of [one, two]) outbox.write(stream, small)
    for (const stream of [one, two]) outbox.write(stream, large)
    await new Promise(resolve => setImmediate(resolve))
    const [[frame, , payload] = [], [sameFrame, , samePayload] = []] = given
    expect(frame).toBe(sameFrame)
    expect(payload?.buffer).toBe(large.buffer)
    expect(samePayload?.buffer).toBe(large.buffer)
    expect(outbox.bytesWritten).toBe(2 * 100_500)
  })
})

describe('a peer that does not take what it is sent', () => {
  const piece = new Uint8Array(200_000)

  test('is seen in what waits, and told of when it has taken it', async () => {
    const { client, live, counts } = await openPair()
    client.pause()
    while (live.bufferedAmount < 1_000_000) {
      live.send(piece)
      await new Promise(resolve => setImmediate(resolve))
    }
    const { drained } = counts
    client.resume()
    await until(() => counts.drained > drained, 'the stream has drained')
    expect(live.bufferedAmount).toBe(0)
  })

  test.each([
    ['framed', false],
    ['compressed', true],
  ])('with less room than the stream takes for much, too (%s)', async (_how, compressed) => {
    const { client, live, counts } = await openPair(new Outbox(), compressed)
    live.watch(8 * 1024)
    let taken = 0
    client.on('message', (data: Buffer) => (taken += data.length))
    // Each is more than the room, and less than what makes a stream say "full".
    for (let i = 1; i <= 20; i++) {
      live.send(new Uint8Array(9 * 1024).fill(200 + i))
      await until(() => counts.drained === i, 'the piece is gone')
    }
    await until(() => taken === 20 * 9 * 1024, 'all of it has come')
  })
})
