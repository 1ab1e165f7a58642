// Loaded into every measured process alike, by --import: answers over the IPC channel how much the process has used, and
// collects garbage when asked, so that memory is compared and not the mood of the collector.
export type Question = 'usage' | 'collect'

export interface Usage {
  readonly cpuMicroseconds: number
}

process.on('message', (question: Question) => {
  if (question === 'collect') {
    globalThis.gc?.()
    globalThis.gc?.()
  }
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicroseconds: user + system } satisfies Usage)
})
// The channel must not keep a process alive that wants to end.
process.channel?.unref()
