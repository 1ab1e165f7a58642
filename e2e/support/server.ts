import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url))
const OWNER_LINK = /http:\/\/localhost:(\d+)\/join\/[^\s]+/
const PATIENCE_MS = 30_000
const metricsToken = 'whoever-watches-the-server-of-a-story'

/** The built server as a person would start it, on a port and a data folder of its own. */
export class RunningServer {
  readonly dataDir: string
  /** Signs its first user in as the owner. Printed at the first start. */
  readonly ownerLink: string
  readonly port: number
  readonly #settings: Settings
  #process: Started

  static async start(settings: Settings = {}): Promise<RunningServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'barycentre-e2e-'))
    const process = start(dataDir, 0, settings)
    const [ownerLink, port] = await untilPrinted(process, OWNER_LINK)
    await untilHealthy(process, Number(port))
    return new RunningServer({ dataDir, ownerLink, port: Number(port), process, settings })
  }

  private constructor(it: { dataDir: string; ownerLink: string; port: number; process: Started; settings: Settings }) {
    this.dataDir = it.dataDir
    this.ownerLink = it.ownerLink
    this.port = it.port
    this.#process = it.process
    this.#settings = it.settings
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** All that the server has printed since it was last started. */
  get printed(): string {
    return this.#process.printed
  }

  /** What an operator would see at `/metrics` under this name. */
  async metric(name: string): Promise<number> {
    const headers = { authorization: `Bearer ${metricsToken}` }
    const text = await (await fetch(`${this.url}/metrics`, { headers })).text()
    const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]
    if (value === undefined) throw new Error(`There is no ${name} in ${text}`)
    return Number(value)
  }

  /** Its process as it runs now. */
  get pid(): number {
    return this.#process.child.pid as number
  }

  /** Sends a signal and waits until the process is gone. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    await stop(this.#process, signal)
  }

  /** Starts it again on the same data and the same port. */
  async restart(): Promise<void> {
    await stop(this.#process, 'SIGTERM')
    this.#process = start(this.dataDir, this.port, this.#settings)
    await untilHealthy(this.#process, this.port)
  }

  async close(): Promise<void> {
    await stop(this.#process, 'SIGKILL')
    await rm(this.dataDir, { recursive: true, force: true })
  }
}

/** Variables of the environment, as an operator sets them. */
export type Settings = { readonly [name: string]: string }

interface Started {
  readonly child: ChildProcess
  printed: string
}

function start(dataDir: string, port: number, settings: Settings): Started {
  const own = { DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', METRICS_TOKEN: metricsToken }
  const env = { ...process.env, ...settings, ...own }
  const child = spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const started: Started = { child, printed: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (started.printed += text))
  }
  return started
}

async function stop({ child }: Started, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

async function untilPrinted(started: Started, pattern: RegExp): Promise<RegExpMatchArray> {
  return until(started, `print ${pattern}`, async () => started.printed.match(pattern))
}

async function untilHealthy(started: Started, port: number): Promise<void> {
  // A refused connection is the answer "not yet".
  const ask = () => fetch(`http://localhost:${port}/health`).catch(() => undefined)
  await until(started, 'answer /health', async () => ((await ask())?.ok ? true : undefined))
}

/** Asks until there is an answer, the server has ended, or patience has. */
async function until<T>(started: Started, what: string, ask: () => Promise<T | null | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await ask()
    if (answer != null) return answer
    const ended = started.child.exitCode !== null || started.child.signalCode !== null
    if (ended || Date.now() > end) {
      await stop(started, 'SIGKILL')
      throw new Error(
        `the server ${ended ? 'ended' : 'took too long'} and did not ${what}. It said:\n${started.printed}`,
      )
    }
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}
