import { WebSocket, type ClientOptions } from 'ws'
import { onTestFinished } from 'vitest'

/** A client without manners: sends what it is told to, and keeps all that it hears. */
export interface RawClient {
  readonly heard: Uint8Array[]
  readonly closed: Promise<{ code: number; reason: string }>
  readonly isOpen: boolean
  send(bytes: Uint8Array | string): void
}

export type Outcome =
  { readonly status: 101; readonly client: RawClient } | { readonly status: number; readonly body: string }

/** Asks for an upgrade, and settles with the status of the answer. */
export function connect(url: string, options: ClientOptions = {}, protocols: string[] = []): Promise<Outcome> {
  const socket = new WebSocket(url, protocols, options)
  onTestFinished(() => socket.terminate())
  const heard: Uint8Array[] = []
  socket.on('message', (data: Buffer) => heard.push(data))
  const closed = new Promise<{ code: number; reason: string }>(resolve =>
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  )
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      const send = (bytes: Uint8Array | string) => socket.send(bytes)
      const client = {
        heard,
        closed,
        send,
        get isOpen() {
          return socket.readyState === WebSocket.OPEN
        },
      }
      resolve({ status: 101, client })
    })
    socket.once('unexpected-response', (_request, response) => {
      let body = ''
      response.on('data', chunk => (body += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    socket.once('error', reject)
  })
}

export async function connected(
  url: string,
  options: ClientOptions = {},
  protocols: string[] = [],
): Promise<RawClient> {
  const outcome = await connect(url, options, protocols)
  if (!('client' in outcome)) throw new Error(`Refused with ${outcome.status}: ${outcome.body}`)
  return outcome.client
}
