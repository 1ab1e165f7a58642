import type { Socket } from '../src/socket.ts'

/** The server's end of a connection, which only remembers. */
export interface FakeSocket extends Socket {
  /** Set by hand: whoever reads slowly. */
  bufferedAmount: number
  readonly sent: Uint8Array[]
  readonly closed: { readonly code: number; readonly reason: string } | undefined
  /** What was sent since it was last asked. */
  take(): Uint8Array[]
}

export function createFakeSocket(onSend?: (bytes: Uint8Array) => void): FakeSocket {
  const sent: Uint8Array[] = []
  let closed: FakeSocket['closed']
  return {
    sent,
    get closed() {
      return closed
    },
    bufferedAmount: 0,
    send(bytes) {
      if (closed !== undefined) throw new Error('Sent to a closed socket')
      sent.push(bytes)
      onSend?.(bytes)
    },
    close(code, reason) {
      closed ??= { code, reason }
    },
    take: () => sent.splice(0),
  }
}
