import type { Dialect } from '../client/dialect.ts'
import type { ServerProcess } from './server-process.ts'

/** A server that can be measured. One file each, in the same order. */
export interface ServerKind {
  readonly name: string
  /** As it stands in the tables. */
  readonly title: string
  readonly role: 'ours' | 'peer' | 'bare'
  /** What of a document is left after a restart in good order. */
  readonly keeps: 'on disk' | 'nothing'
  /** Whether it tells a writer that an edit was taken. */
  readonly acknowledges: boolean
  start(): Promise<Server>
}

/** A running server, as scenarios see it. */
export interface Server {
  readonly kind: ServerKind
  readonly process: ServerProcess
  /** Where a document is reached. The name is a word of small letters, digits and dashes. */
  document(name: string): DocumentAddress
  close(): Promise<void>
}

/** All that a client needs to reach a document. */
export interface DocumentAddress {
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly dialect: Dialect
}
