import { createEmitter } from '@barycentre/kit'
import {
  createHttpCarrier,
  createTransportLadder,
  PostRefusedError,
  type Rung,
  type WebSocketConstructor,
  type WebSocketLike,
} from '@barycentre/sync/client'
import { readPreference, writePreference } from '../shell/preferences.ts'
import { browserTimers } from './browser-timers.ts'

/** What the line to the server is like: `long` is far away, `poor` is that and thin. */
export type Line = 'good' | 'long' | 'poor'
export type LineChoice = Line | 'automatic'

/** How this page reaches the server, for whoever wants to know what it costs. */
export interface TransportFacts {
  readonly rung: Rung
  readonly line: Line
  readonly choice: LineChoice
  /** Over the last minute, both ways together. */
  readonly bytesPerMinute: number
}

export interface Transport {
  readonly WebSocket: WebSocketConstructor
  /** Milliseconds for which what is written here may wait for more. */
  gatherFor(): number
  facts(): TransportFacts
  on(listener: () => void): () => void
  choose(choice: LineChoice): void
}

let ofPage: Transport | undefined

/** One for the page, whichever workspaces are opened in it: the line is the same. */
export function pageTransport(): Transport {
  return (ofPage ??= createTransport())
}

const [longDelay, poorDelay] = [350, 1_400]
const poorGathering = 1_000
const preference = 'line'
const measured = 'line.measured'

function createTransport(): Transport {
  const changed = createEmitter<[]>()
  const meter = createMeter()
  const sockets = new Set<WebSocketLike>()
  let choice = lineChoiceOf(readPreference(preference))
  let line = lineOf(readPreference(measured)) ?? 'good'
  let facts = readFacts()

  const ladder = createTransportLadder({
    WebSocket: function Metered(url: string, protocols?: string[]) {
      return openMetered(url, protocols)
    } as unknown as WebSocketConstructor,
    carrier: createHttpCarrier({
      timers: browserTimers,
      clock: Date.now,
      random: Math.random,
      post: body => post(body, meter.add),
    }),
    clock: Date.now,
    timers: browserTimers,
  })
  ladder.onRung(update)
  browserTimers.every(5_000, update)

  return {
    WebSocket: ladder.WebSocket,
    gatherFor: () => (lineNow() === 'poor' ? poorGathering : 0),
    facts: () => facts,
    on: listener => changed.on(listener),
    choose(next) {
      choice = next
      writePreference(preference, next === 'automatic' ? undefined : next)
      // How a line is used is agreed upon when it is opened: they come back by themselves.
      for (const socket of [...sockets]) socket.close()
      update()
    },
  }

  function lineNow(): Line {
    return choice === 'automatic' ? line : choice
  }

  function openMetered(url: string, protocols?: string[]): WebSocketLike {
    const using = lineNow()
    const openedAt = performance.now()
    // A good line says nothing, and the server looks for itself.
    const socket = new WebSocket(
      using === 'good' ? url : `${url}${url.includes('?') ? '&' : '?'}link=${using}`,
      protocols,
    )
    sockets.add(socket)
    // The handshake of TCP, that of TLS and the upgrade: some round trips, never less than two.
    socket.addEventListener('open', () => measure(performance.now() - openedAt))
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => meter.add(data.byteLength))
    socket.addEventListener('close', () => sockets.delete(socket))
    const { send } = socket
    socket.send = data => {
      meter.add((data as Uint8Array).byteLength)
      send.call(socket, data)
    }
    return socket
  }

  function measure(delay: number): void {
    line = delay > poorDelay ? 'poor' : delay > longDelay ? 'long' : 'good'
    writePreference(measured, line === 'good' ? undefined : line)
    update()
  }

  function readFacts(): TransportFacts {
    return { rung: 'websocket', line: lineNow(), choice, bytesPerMinute: meter.perMinute() }
  }

  function update(): void {
    const next = { ...readFacts(), rung: ladder.rung }
    const { rung, line: using, choice: chosen, bytesPerMinute } = facts
    if (next.rung === rung && next.line === using && next.choice === chosen && next.bytesPerMinute === bytesPerMinute)
      return
    facts = next
    changed.emit()
  }
}

function lineOf(word: string | undefined): Line | undefined {
  return word === 'good' || word === 'long' || word === 'poor' ? word : undefined
}

function lineChoiceOf(word: string | undefined): LineChoice {
  return lineOf(word) ?? 'automatic'
}

/** Bytes of the last minute, in slices of five seconds. */
function createMeter() {
  const slices: { readonly at: number; bytes: number }[] = []
  function forget(): void {
    while (slices[0] !== undefined && slices[0].at < Date.now() - 60_000) slices.shift()
  }
  return {
    add(bytes: number): void {
      const at = Date.now()
      const last = slices.at(-1)
      if (last !== undefined && at - last.at < 5_000) last.bytes += bytes
      else slices.push({ at, bytes })
      forget()
    },
    perMinute(): number {
      forget()
      return slices.reduce((sum, { bytes }) => sum + bytes, 0)
    },
  }
}

function post(body: Uint8Array, count: (bytes: number) => void) {
  const abort = new AbortController()
  return { answer: ask(), abort: () => abort.abort() }

  async function ask(): Promise<Uint8Array> {
    count(body.length)
    const response = await fetch('/api/sync', {
      method: 'POST',
      body: body as Uint8Array<ArrayBuffer>,
      headers: { 'x-barycentre': '1', 'content-type': 'application/octet-stream' },
      signal: abort.signal,
      cache: 'no-store',
    })
    if (response.status === 401) throw new PostRefusedError(4401, 'signed-out')
    if (!response.ok) throw new Error(`The server answered ${response.status}`)
    const answer = new Uint8Array(await response.arrayBuffer())
    count(answer.length)
    return answer
  }
}
