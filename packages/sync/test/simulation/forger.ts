import * as Y from 'yjs'
import { decodeExtension, encodeExtension, encodeStep2, encodeUpdate, protocolVersion } from '../../src/index.ts'
import type { Session } from '../../src/session.ts'
import type { Socket } from '../../src/socket.ts'

/** Somebody who may write and writes nothing but what must be refused. Everything that it sends bears an id. */
export class Forger {
  readonly name = 'forger'
  /** A client id that nobody else has. */
  readonly client = 999_001
  #session: Session | undefined
  #forged = 0
  /** How many of its frames the server has told it were refused. */
  refused = 0

  get isHere(): boolean {
    return this.#session !== undefined
  }

  come(join: (socket: Socket) => Session): void {
    this.#session = join({
      bufferedAmount: 0,
      send: frame => this.#hear(frame),
      close: () => this.gone(),
    })
    const { client } = this
    const hello = { kind: 'hello', protocol: protocolVersion, schema: '1', capabilities: [], client } as const
    this.#session.receive(encodeExtension({ ...hello, sequence: 0, chain: 0 }))
  }

  leave(): void {
    this.#session?.leave()
    this.gone()
  }

  gone(): void {
    this.#session = undefined
  }

  /** Sends something; returns the id in it, which must never be found anywhere. */
  forge(onDisk: Y.Doc, others: readonly number[], pick: number): string {
    const id = `forged:${this.#forged++}`
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(onDisk))
    const other = others[pick % Math.max(1, others.length)]
    const isGap = other === undefined || pick % 3 === 0
    doc.clientID = isGap ? this.client : other
    // Of two edits only the second is sent.
    if (isGap) doc.getText('text').insert(0, 'never sent')
    const before = Y.encodeStateVector(doc)
    doc.getMap('ids').set(id, this.name)
    const update = Y.encodeStateAsUpdate(doc, before)
    // As a whole state, too, of which the sound part would be taken.
    const frame = pick % 2 === 0 ? encodeUpdate(update) : encodeStep2(update)
    this.#session?.receive(frame)
    return id
  }

  #hear(frame: Uint8Array): void {
    const message = decodeExtension(frame)
    if (message?.kind === 'refused') this.refused += message.frames
  }
}
