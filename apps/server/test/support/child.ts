import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, onTestFinished } from 'vitest'

let main = ''

/** Builds the command line as it is delivered, into a folder of this test file's own. */
export function buildCommandLine(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const outDir = mkdtempSync(join(tmpdir(), 'barycentre-built-'))
  beforeAll(async () => {
    await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true, sourcemap: false } })
    main = join(outDir, 'main.js')
  })
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly said: string
}

export interface Child {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
  /** What it has written to the standard error so far. */
  said(): string
  /** Settles with the match as soon as the standard output has it; fails if the process ends without. */
  prints(pattern: RegExp): Promise<RegExpExecArray>
}

/** The command line in a process of its own, ended with the test whatever happens. `input` is what is fed in. */
export function run(
  dataDir: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  input?: string | Uint8Array,
): Child {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', NODE_NO_WARNINGS: '1', ...environment }
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  // Whoever reads nothing may be gone before it is all there.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  let said = ''
  const news = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    for (const tell of news) tell()
  })
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<Ended>(resolve => child.once('close', code => resolve({ code, out, said })))
  return {
    process: child,
    ended,
    said: () => said,
    prints: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(out)
          if (match === null) return
          news.delete(look)
          resolve(match)
        }
        news.add(look)
        void ended.then(end => reject(new Error(`Ended with ${end.code}, without ${pattern}: ${end.out}${end.said}`)))
        look()
      }),
  }
}

export async function done(dataDir: string, ...args: string[]): Promise<string> {
  const end = await run(dataDir, args).ended
  if (end.code !== 0) throw new Error(`${args.join(' ')} ended with ${end.code}: ${end.said}`)
  return end.out.trim()
}
