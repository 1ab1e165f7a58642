import {
  createHttpCarrier,
  createTrunkCarrier,
  PostRefusedError,
  type Carrier,
  type Way,
  type WebSocketConstructor,
} from '@barycentre/sync/client'
import { trunkVersion } from '@barycentre/sync'
import { browserTimers } from './browser-timers.ts'

/** Told of what goes over the line. */
export interface LineReports {
  /** Bytes of messages, either way. */
  count(bytes: number): void
  /** Milliseconds from asking for a connection until it was open. */
  measure(delay: number): void
}

export type Carriers = { readonly [way in Way]: Carrier }

/** A WebSocket that reports. */
export function openReporting(url: string, protocols: string[] | undefined, reports: LineReports): WebSocket {
  const askedAt = performance.now()
  const socket = new WebSocket(url, protocols)
  // The handshake of TCP, that of TLS and the upgrade: some round trips, never less than two.
  socket.addEventListener('open', () => reports.measure(performance.now() - askedAt))
  socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => reports.count(data.byteLength))
  const { send } = socket
  socket.send = data => {
    reports.count((data as Uint8Array).byteLength)
    send.call(socket, data)
  }
  return socket
}

/** All that leads to the server together: in the worker that the tabs share, or in a page for itself. */
export function createCarriers(reports: LineReports): Carriers {
  return {
    trunk: createTrunkCarrier({
      WebSocket: function Reporting(url: string, protocols?: string[]) {
        return openReporting(url, protocols, reports)
      } as unknown as WebSocketConstructor,
      url: `${location.origin.replace(/^http/, 'ws')}/sync?trunk=${trunkVersion}`,
      clock: Date.now,
      timers: browserTimers,
    }),
    requests: createHttpCarrier({
      timers: browserTimers,
      clock: Date.now,
      random: Math.random,
      post: body => post(body, reports),
    }),
  }
}

function post(body: Uint8Array, { count }: LineReports) {
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
