import { createEmitter, type Clock } from '@barycentre/kit'
import type { Timers } from '../timers.ts'
import type { Carrier } from './carrier.ts'
import type { WebSocketConstructor, WebSocketLike } from './link.ts'

export interface LadderPorts {
  readonly WebSocket: WebSocketConstructor
  readonly carrier: Carrier
  readonly clock: Clock
  readonly timers: Timers
}

export type Rung = 'websocket' | 'http'

/** Chooses how to reach the server: by WebSocket, and where that does not get through, by plain requests. */
export interface TransportLadder {
  /** To be given to the link as its `WebSocket`: each new connection takes the rung of the moment. */
  readonly WebSocket: WebSocketConstructor
  readonly rung: Rung
  onRung(listener: (rung: Rung) => void): () => void
  close(): void
}

/**
 * Goes down a rung when WebSockets fail twice in a row before a single message has come through, or break again and
 * again soon after. While it is down it tries now and then whether one gets through (opens, and is answered), and goes
 * up again: the connections of below are closed, and come back above by themselves.
 */
export function createTransportLadder({ WebSocket, carrier, clock, timers }: LadderPorts): TransportLadder {
  const rungs = createEmitter<[Rung]>()
  const below = new Set<WebSocketLike>()
  let rung: Rung = 'websocket'
  let badEnds = 0
  let address = ''
  let isTrying = false

  function move(next: Rung): void {
    if (rung === next) return
    rung = next
    badEnds = 0
    rungs.emit(rung)
    if (next === 'websocket') for (const socket of [...below]) socket.close()
  }

  /** A WebSocket that tells how it fared. */
  function openAbove(url: string, protocols: string[]): WebSocketLike {
    const socket = new WebSocket(url, protocols)
    return watch(socket, {
      onMessage: openedFor => {
        if (openedFor >= soon) badEnds = 0
      },
      onEnd: ({ code, messages, lasted }) => {
        // A decision of the server, or of whoever closed it here, is no failure of the way.
        if (code === 1000 || code === 1012 || code >= 4000) return
        if (messages > 0 && lasted >= soon) return
        if (++badEnds >= (messages > 0 ? badEndsAfterMessages : badEndsWithoutMessage)) move('http')
      },
    })
  }

  function openBelow(url: string): WebSocketLike {
    const { pathname, search } = partsOf(url)
    const socket = carrier.open(pathname + search)
    below.add(socket)
    return watch(socket, { onMessage() {}, onEnd: () => void below.delete(socket) })
  }

  function watch(
    socket: WebSocketLike,
    {
      onMessage,
      onEnd,
    }: { onMessage(openedFor: number): void; onEnd(end: { code: number; messages: number; lasted: number }): void },
  ): WebSocketLike {
    let openedAt: number | undefined
    let messages = 0
    let ended = false
    const watched: WebSocketLike = {
      get binaryType() {
        return socket.binaryType
      },
      set binaryType(type: string) {
        socket.binaryType = type
      },
      get readyState() {
        return socket.readyState
      },
      get bufferedAmount() {
        return socket.bufferedAmount
      },
      onopen: null,
      onmessage: null,
      onerror: null,
      onclose: null,
      send: data => socket.send(data),
      close(code, reason) {
        ended = true
        onEnd({ code: 1000, messages, lasted: 0 })
        socket.close(code, reason)
      },
    }
    socket.onopen = event => {
      openedAt = clock()
      watched.onopen?.(event)
    }
    socket.onmessage = event => {
      messages++
      onMessage(clock() - (openedAt ?? clock()))
      watched.onmessage?.(event)
    }
    socket.onerror = event => watched.onerror?.(event)
    socket.onclose = (event: never) => {
      const { code } = event as { readonly code: number }
      if (!ended) onEnd({ code, messages, lasted: openedAt === undefined ? 0 : clock() - openedAt })
      ended = true
      watched.onclose?.(event)
    }
    return watched
  }

  /** Whether a WebSocket opens and brings something: an open one alone may be a proxy's. */
  function tryAbove(): void {
    if (rung !== 'http' || isTrying || address === '') return
    isTrying = true
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    const end = () => {
      isTrying = false
      undo()
      socket.close()
    }
    const undo = timers.after(tryFor, end)
    socket.onopen = () => socket.send(Uint8Array.of(0, 0, 1, 0) as never)
    socket.onmessage = () => {
      end()
      move('websocket')
    }
    socket.onclose = () => {
      isTrying = false
      undo()
    }
  }

  const stop = timers.every(tryEvery, tryAbove)

  return {
    // A class in shape: what the link makes with `new`.
    WebSocket: function Ladder(url: string, protocols: string[] = []) {
      address = url
      return rung === 'websocket' ? openAbove(url, protocols) : openBelow(url)
    } as unknown as WebSocketConstructor,
    get rung() {
      return rung
    },
    onRung: listener => rungs.on(listener),
    close() {
      stop()
      carrier.close()
    },
  }
}

// In milliseconds.
const soon = 10_000
const tryEvery = 60_000
const tryFor = 15_000
const badEndsWithoutMessage = 2
const badEndsAfterMessages = 4

/** Path and query of a URL, where there is neither a browser nor Node to ask. */
function partsOf(url: string): { readonly pathname: string; readonly search: string } {
  const rest = url.replace(/^[a-z]+:\/\/[^/?#]*/, '').replace(/#.*$/, '')
  const at = rest.indexOf('?')
  return at < 0 ? { pathname: rest, search: '' } : { pathname: rest.slice(0, at), search: rest.slice(at) }
}
