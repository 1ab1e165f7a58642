import type { WebSocketLike } from './link.ts'

/** The client's end of a channel, which looks like a WebSocket to whoever holds it. Its carrier says how it goes. */
export abstract class ChannelSocket implements WebSocketLike {
  binaryType = 'arraybuffer'
  readyState: number = socketStates.connecting
  onopen: WebSocketLike['onopen'] = null
  onmessage: WebSocketLike['onmessage'] = null
  onerror: WebSocketLike['onerror'] = null
  onclose: WebSocketLike['onclose'] = null

  abstract get bufferedAmount(): number
  /** Hands an own copy of the frame to the carrier. */
  protected abstract transmit(frame: Uint8Array): void
  /** Tells the other end; whether by that alone the channel is over here. */
  protected abstract leave(code: number, reason: string): 'over' | 'closing'

  send(data: never): void {
    if (this.readyState !== socketStates.open) return
    const bytes = data as Uint8Array | ArrayBuffer
    this.transmit(bytes instanceof Uint8Array ? bytes.slice() : new Uint8Array(bytes))
  }

  close(code = 1000, reason = ''): void {
    if (this.readyState !== socketStates.open && this.readyState !== socketStates.connecting) return
    if (this.leave(code, reason) === 'over') this.end(code, reason)
    else this.readyState = socketStates.closing
  }

  opened(): void {
    if (this.readyState !== socketStates.connecting) return
    this.readyState = socketStates.open
    this.onopen?.({} as never)
  }

  deliver(frame: Uint8Array): void {
    if (this.readyState !== socketStates.open) return
    const data = frame.buffer.slice(frame.byteOffset, frame.byteOffset + frame.length)
    this.onmessage?.({ data } as never)
  }

  end(code: number, reason: string): void {
    if (this.readyState === socketStates.closed) return
    this.readyState = socketStates.closed
    this.onclose?.({ code, reason } as never)
  }
}

/** Those of a WebSocket. */
export const socketStates = { connecting: 0, open: 1, closing: 2, closed: 3 } as const
