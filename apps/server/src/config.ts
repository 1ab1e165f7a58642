import { resolve } from 'node:path'
import { err, ok, type Result } from '@barycentre/kit'

/** What the environment decides. Every value is checked before anything is opened. */
export interface Config {
  readonly port: number
  /** The address to listen on. */
  readonly host: string
  /** Absolute path of the folder that holds everything that is kept. */
  readonly dataDir: string
  /** The address under which people reach the server, without a slash at the end, where it is not `host:port`. */
  readonly publicUrl: string | undefined
}

/** The one sentence for whoever started the server. */
export interface ConfigRefusal {
  readonly variable: string
  readonly sentence: string
}

type Environment = Readonly<Record<string, string | undefined>>

export function readConfig(environment: Environment, workingDir: string): Result<Config, ConfigRefusal> {
  const port = parsePort(environment['PORT'] ?? '4400')
  if (port === undefined) {
    return refuse('PORT', `PORT must be a whole number from 0 to 65535, but is "${environment['PORT']}".`)
  }
  const host = (environment['HOST'] ?? '127.0.0.1').trim()
  if (!/^[A-Za-z0-9.:_-]+$/.test(host)) {
    return refuse(
      'HOST',
      `HOST must be a host name or an address such as 127.0.0.1 or 0.0.0.0, but is "${environment['HOST']}".`,
    )
  }
  const dataDir = environment['DATA_DIR'] ?? './data'
  if (dataDir.trim() === '') return refuse('DATA_DIR', 'DATA_DIR must name a folder, but is empty.')
  const publicUrl = parsePublicUrl(environment['PUBLIC_URL'])
  if (!publicUrl.ok) {
    const sentence = `PUBLIC_URL must be an address such as https://plan.example.org (http or https, no path), but is "${environment['PUBLIC_URL']}".`
    return refuse('PUBLIC_URL', sentence)
  }
  return ok({ port, host, dataDir: resolve(workingDir, dataDir), publicUrl: publicUrl.value })
}

/** The address to print and to put into links: the public one, else the one that this machine's browser can open. */
export function addressOf(config: Config, port: number = config.port): string {
  if (config.publicUrl !== undefined) return config.publicUrl
  const local = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(config.host)
  const host = local ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}

function parsePort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text.trim())) return undefined
  const port = Number(text)
  return port <= 65535 ? port : undefined
}

function parsePublicUrl(text: string | undefined): Result<string | undefined, 'not-an-address'> {
  if (text === undefined || text.trim() === '') return ok(undefined)
  if (!URL.canParse(text)) return err('not-an-address')
  const url = new URL(text)
  const plain =
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === ''
  return plain && url.username === '' ? ok(url.origin) : err('not-an-address')
}

function refuse(variable: string, sentence: string): Result<never, ConfigRefusal> {
  return err({ variable, sentence })
}
