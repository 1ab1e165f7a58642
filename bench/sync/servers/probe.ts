// Loaded into every measured process alike, by --import: answers over the IPC channel how much the process has used, and
// collects garbage when asked, so that memory is compared and not the mood of the collector.
export type Question = 'usage' | 'collect'

export interface Usage {
  readonly cpuMicroseconds: number
  /** Bytes that JavaScript holds on to, buffers included: what is left of garbage and freed pages does not count. */
  readonly heldBytes: number
}

process.on('message', (question: Question) => {
  if (question === 'collect') {
    globalThis.gc?.()
    globalThis.gc?.()
  }
  const { user, system } = process.cpuUsage()
  const { heapUsed, external } = process.memoryUsage()
  process.send?.({ cpuMicroseconds: user + system, heldBytes: heapUsed + external } satisfies Usage)
})
// The channel must not keep a process alive that wants to end.
process.channel?.unref()
