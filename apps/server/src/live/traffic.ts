/** What goes through the live connections, counted since the start. */
export class Traffic {
  framesIn = 0
  bytesIn = 0
  updatesIn = 0
  /** How often somebody was not read for a while. */
  pauses = 0
  /** Connections that broke the rules of the protocol, by the code that `ws` gives. */
  readonly broken = new Map<string, number>()
  /** Updates that were refused, by the code that their senders were told. */
  readonly refused = new Map<string, number>()

  count(counts: Map<string, number>, code: string): void {
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
}
