import { resolve } from 'node:path'
import { err, ok, type Result } from '@barycentre/kit'
import type { Limits } from '@barycentre/sync'
import type { FoldLimits } from './folding/limits.ts'
import type { LiveLimits } from './live/limits.ts'
import { settings, type Setting, type SettingName, type SettingValues } from './settings.ts'

/** What the environment decides. Every value is checked before anything is opened. */
export interface Config {
  readonly port: number
  /** The address to listen on. */
  readonly host: string
  /** Absolute path of the folder that holds everything that is kept. */
  readonly dataDir: string
  /** The address under which people reach the server, without a slash at the end, where it is not `host:port`. */
  readonly publicUrl: string | undefined
  /** Addresses whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: ReadonlySet<string>
  readonly logLevel: SettingValues['LOG_LEVEL']
  readonly metricsToken: string | undefined
  readonly live: LiveLimits
  readonly room: Limits
  readonly fold: FoldLimits
}

/** The one sentence for whoever started the server. */
export interface ConfigRefusal {
  readonly variable: string
  readonly sentence: string
}

export type Environment = Readonly<Record<string, string | undefined>>

export function readConfig(environment: Environment, workingDir: string): Result<Config, ConfigRefusal> {
  const read = readSettings(environment)
  return read.ok ? ok(configOf(read.value, workingDir)) : read
}

/** A setting as it is shown to whoever runs the server. */
export interface ShownSetting {
  readonly name: SettingName
  /** As it would be written into the environment; a secret only as whether it is set. */
  readonly value: string
  readonly isSet: boolean
  readonly about: string
}

export function showSettings(environment: Environment): readonly ShownSetting[] {
  return namesOfSettings().map(name => {
    const { initial, about, isSecret }: Setting<unknown> = settings[name]
    const set = environment[name]
    const value = set ?? initial ?? ''
    return { name, value: isSecret === true && value !== '' ? '(set)' : value, isSet: set !== undefined, about }
  })
}

/** The address to print and to put into links: the public one, else the one that this machine's browser can open. */
export function addressOf(config: Pick<Config, 'host' | 'port' | 'publicUrl'>, port: number = config.port): string {
  if (config.publicUrl !== undefined) return config.publicUrl
  const local = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(config.host)
  const host = local ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}

function readSettings(environment: Environment): Result<SettingValues, ConfigRefusal> {
  const values: { [name: string]: unknown } = {}
  for (const name of namesOfSettings()) {
    const { initial, expected, parse, isSecret }: Setting<unknown> = settings[name]
    const text = environment[name] ?? initial ?? ''
    const value = parse(text)
    if (value === undefined) {
      const found = isSecret === true ? 'is not' : `is "${text}"`
      return err({ variable: name, sentence: `${name} must be ${expected}, but ${found}.` })
    }
    values[name] = value
  }
  // One value for every name, each by its own parser: the loop is over the names of the type.
  return ok(values as SettingValues)
}

function namesOfSettings(): readonly SettingName[] {
  return Object.keys(settings) as SettingName[]
}

function configOf(values: SettingValues, workingDir: string): Config {
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(workingDir, values.DATA_DIR),
    publicUrl: values.PUBLIC_URL || undefined,
    trustedProxies: values.TRUSTED_PROXIES,
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN || undefined,
    live: {
      maxMessageBytes: values.MAX_MESSAGE_BYTES,
      maxSocketBytes: values.MAX_SOCKET_BYTES,
      maxConnections: values.MAX_CONNECTIONS,
      maxConnectionsPerPerson: values.MAX_CONNECTIONS_PER_PERSON,
      maxConnectionsPerRoom: values.MAX_CONNECTIONS_PER_DOCUMENT,
      maxPendingPerAddress: values.MAX_SILENT_PER_ADDRESS,
      firstMessageWithin: values.FIRST_MESSAGE_SECONDS * 1_000,
      personRate: {
        framesPerSecond: values.PERSON_FRAMES_PER_SECOND,
        framesAtOnce: values.PERSON_FRAMES_AT_ONCE,
        bytesPerSecond: values.PERSON_BYTES_PER_SECOND,
        bytesAtOnce: values.PERSON_BYTES_AT_ONCE,
      },
      roomRate: {
        framesPerSecond: values.DOCUMENT_FRAMES_PER_SECOND,
        framesAtOnce: values.DOCUMENT_FRAMES_AT_ONCE,
        bytesPerSecond: values.DOCUMENT_BYTES_PER_SECOND,
        bytesAtOnce: values.DOCUMENT_BYTES_AT_ONCE,
      },
      longLinkDelay: values.LONG_LINK_MILLISECONDS,
    },
    room: {
      maxStructs: values.MAX_UPDATE_STRUCTS,
      maxDepth: values.MAX_DEPTH,
      maxDocumentBytes: values.MAX_DOCUMENT_BYTES,
      maxSocketBytes: values.MAX_SOCKET_BYTES,
    },
    fold: {
      asideFrom: values.FOLD_ASIDE_BYTES,
      maxWaiting: values.FOLD_QUEUE,
      within: values.FOLD_SECONDS * 1_000,
    },
  }
}
