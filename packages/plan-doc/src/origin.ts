/** A gesture of the person at this device. Instances of one class: undo recognises its own by the constructor. */
export class Local {
  readonly command: string
  /** Gestures in a row that share a key (typing in one field) are one undo step. */
  readonly continues: string | undefined
  constructor(command: string, continues?: string) {
    this.command = command
    this.continues = continues
  }
}

/** Bytes from elsewhere: another peer, or what this device had kept. */
export class Remote {}

/** A writing of the server's own: an import, a migration. Never undone by a person's Ctrl+Z. */
export class ServerWrite {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

export type Origin = Local | Remote | ServerWrite
