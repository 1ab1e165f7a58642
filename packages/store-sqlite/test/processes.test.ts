import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '@barycentre/kit'
import { chainOf, documentName, type Row } from '@barycentre/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteStore } from '../src/index.ts'

const document = documentName('mission/plan')
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-sqlite-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('no append that was resolved is lost, however often the process is killed', { timeout: 60_000 }, async () => {
  const path = join(folder, 'plan.db')
  const random = seededRandom(11)
  const resolved = new Map<number, string>()
  for (let round = 0; round < 8; round++) {
    const child = appender(path, `round-${round}`, 1_000_000)
    // Not before it has begun: a process killed while it starts proves nothing.
    const killAfter = resolved.size + 1 + Math.floor(random() * 80)
    for await (const line of child.lines()) {
      const [sequence, content] = line.split(' ') as [string, string]
      resolved.set(Number(sequence), content)
      if (resolved.size === killAfter) child.process.kill('SIGKILL')
    }
    const store = openSqliteStore(path)
    const rows = await store.read(document)
    await store.close()
    expect(rows.map(row => row.sequence)).toEqual(rows.map((_, i) => i + 1))
    expectSoundChain(rows)
    for (const [sequence, content] of resolved) {
      expect(new TextDecoder().decode(rows[sequence - 1]?.update)).toBe(content)
    }
  }
  expect(resolved.size).toBeGreaterThan(100)
})

test(
  'two processes that append to one document number it together, and each notices the other',
  { timeout: 60_000 },
  async () => {
    const path = join(folder, 'plan.db')
    await openSqliteStore(path).close()
    const waiting: (() => void)[] = []
    const outputs = await Promise.all(
      ['left', 'right'].map(async author => {
        const lines: string[] = []
        // Both are open before either begins: who comes late would have nothing left to notice.
        const together = (begin: () => void) => {
          waiting.push(begin)
          if (waiting.length === 2) for (const each of waiting) each()
        }
        for await (const line of appender(path, author, 200, together).lines()) lines.push(line)
        return lines
      }),
    )
    expect(outputs.map(lines => lines.pop())).toEqual(['heard true', 'heard true'])
    const sequences = outputs.flat().map(line => Number(line.split(' ')[0]))
    expect(sequences.sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, i) => i + 1))
    const store = openSqliteStore(path)
    expectSoundChain(await store.read(document))
    await store.close()
  },
)

function expectSoundChain(rows: readonly Row[]): void {
  let chain = 0
  expect(rows.map(row => row.chain)).toEqual(rows.map(({ update }) => (chain = chainOf(chain, update))))
}

function appender(path: string, author: string, rows: number, onReady = (begin: () => void) => begin()) {
  const script = join(import.meta.dirname, 'appender.ts')
  const child = spawn(process.execPath, [script, path, author, String(rows)], { stdio: ['pipe', 'pipe', 'inherit'] })
  return {
    process: child,
    async *lines(): AsyncGenerator<string> {
      let rest = ''
      for await (const chunk of child.stdout) {
        const lines = (rest + String(chunk)).split('\n')
        // A line that was cut by the kill was not told.
        rest = lines.pop() as string
        for (const line of lines) {
          if (line === 'ready') onReady(() => child.stdin.end('begin'))
          else yield line
        }
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}
