/** A WebSocket as the benchmark's clients use one. Two make it: `FrameSocket` where load counts, `DeflatingSocket` where bytes do. */
export interface Connection {
  /** Called with each message; the bytes may be part of a larger buffer that is not used again. */
  onMessage: (message: Uint8Array) => void
  /** Bytes of frames, both ways, without the HTTP upgrade. */
  readonly bytesIn: number
  readonly bytesOut: number
  readonly messagesIn: number
  readonly isOpen: boolean
  readonly closed: Promise<Closing>
  send(message: Uint8Array): void
  /** Frames that were encoded before, in one write. */
  writeFrames(frames: Uint8Array): void
  /** Reads no more: what the server sends stays on its side. */
  pause(): void
  resume(): void
  /** Goes without a word. */
  destroy(): void
}

export interface Closing {
  /** 1006 where the server named none. */
  readonly code: number
  readonly reason: string
}

export interface ConnectOptions {
  readonly headers: Readonly<Record<string, string>>
}
