import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Question, Usage } from './probe.ts'
import { until } from '../waiting.ts'

/** What is run to have a server. */
export interface Program {
  /** The file that Node.js is given, with its arguments. */
  readonly command: readonly string[]
  environment(port: number, dataDir: string): Readonly<Record<string, string>>
  /** A path that answers, whatever the answer, as soon as the server takes connections. */
  readonly readyPath: string
}

/** The core of the measured servers; the generator, the links and this process keep to the other. */
const serverCore = '0'
const generatorCore = '1'
const hasTaskset = spawnSync('taskset', ['--version']).status === 0

/** Keeps this process, and so the load, off the servers' core. Answers whether that could be done. */
export function pinGenerator(): boolean {
  return hasTaskset && spawnSync('taskset', ['-acp', generatorCore, String(process.pid)]).status === 0
}

/** One server in a process of its own, with a data folder of its own. */
export class ServerProcess {
  readonly port: number
  readonly #program: Program
  readonly #dataDir: string
  #child: ChildProcess
  #printedBytes = 0
  #printed = ''

  static async start(program: Program): Promise<ServerProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'barycentre-bench-'))
    const server = new ServerProcess(program, await freePort(), dataDir)
    await server.#untilReady()
    return server
  }

  private constructor(program: Program, port: number, dataDir: string) {
    this.#program = program
    this.port = port
    this.#dataDir = dataDir
    this.#child = this.#spawn()
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The server has not been started')
    return this.#child.pid
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** The first and the last that the server has printed. */
  get printed(): string {
    return this.#printed
  }

  /** How much the server has printed in all. */
  get printedBytes(): number {
    return this.#printedBytes
  }

  async cpuMicroseconds(): Promise<number> {
    return (await this.#ask('usage')).cpuMicroseconds
  }

  async collectGarbage(): Promise<void> {
    await this.#ask('collect')
  }

  /** What the process holds on to, after the garbage is collected. */
  async heldMemory(): Promise<number> {
    await this.collectGarbage()
    return (await this.#ask('collect')).heldBytes
  }

  /** Memory that the system has given the process and not got back, after the garbage is collected. */
  async settledMemory(): Promise<number> {
    await this.collectGarbage()
    return this.#status('VmRSS')
  }

  /** The most memory since the last `forgetPeak`. Asks the system and not the process, which may be busy. */
  peakMemory(): Promise<number> {
    return this.#status('VmHWM')
  }

  async forgetPeak(): Promise<void> {
    await writeFile(`/proc/${this.pid}/clear_refs`, '5')
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    if (!this.isAlive) return
    const gone = once(this.#child, 'exit')
    this.#child.kill(signal)
    const patience = setTimeout(() => this.#child.kill('SIGKILL'), 15_000)
    await gone
    clearTimeout(patience)
  }

  /** Starts again on the same data and the same port, whether or not the server was still alive. */
  async restart(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.stop(signal)
    this.#child = this.#spawn()
    await this.#untilReady()
  }

  async close(): Promise<void> {
    await this.stop('SIGKILL')
    await rm(this.#dataDir, { recursive: true, force: true })
  }

  #spawn(): ChildProcess {
    const probe = new URL('probe.ts', import.meta.url).href
    const node = [process.execPath, '--expose-gc', '--import', probe, ...this.#program.command]
    const [command = process.execPath, ...args] = hasTaskset ? ['taskset', '-c', serverCore, ...node] : node
    const env = { ...process.env, ...this.#program.environment(this.port, this.#dataDir) }
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#printedBytes += Buffer.byteLength(text)
        this.#printed = this.#printed.length < 4_000 ? this.#printed + text : this.#printed.slice(0, 2_000) + text
      })
    }
    // A question to a server that has died is answered by the exit.
    child.on('error', () => {})
    return child
  }

  async #untilReady(): Promise<void> {
    const end = performance.now() + 30_000
    const url = `http://127.0.0.1:${this.port}${this.#program.readyPath}`
    while (
      !(await fetch(url).then(
        () => true,
        () => false,
      ))
    ) {
      if (!this.isAlive || performance.now() > end)
        throw new Error(`The server did not start. It said:\n${this.#printed}`)
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }

  async #ask(question: Question): Promise<Usage> {
    const child = this.#child
    let answer: Usage | undefined
    const hear = (usage: unknown) => (answer = usage as Usage)
    child.once('message', hear)
    child.send(question)
    await until('the server answers the probe', () => answer !== undefined || !this.isAlive, { withinMs: 60_000 })
    child.off('message', hear)
    if (answer === undefined) throw new Error(`The server died. It said:\n${this.#printed}`)
    return answer
  }

  async #status(field: 'VmRSS' | 'VmHWM'): Promise<number> {
    if (!existsSync('/proc/self/status')) return Number.NaN
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8')
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) * 1024
  }
}

// The peers cannot say which port they were given, so one is chosen for all alike.
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
