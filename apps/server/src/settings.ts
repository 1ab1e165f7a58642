import { isIP } from 'node:net'
import { defaultLimits } from '@barycentre/sync'
import { defaultFoldLimits } from './folding/limits.ts'
import { defaultLiveLimits as live } from './live/limits.ts'

/** One variable of the environment. */
export interface Setting<Value> {
  /** What it is where nothing is set; as it would be written. Absent: nothing. */
  readonly initial?: string
  /** One line for whoever looks for it. */
  readonly about: string
  /** How the sentence goes on that begins with "NAME must be". */
  readonly expected: string
  /** Undefined for a text that is not what is expected. */
  readonly parse: (text: string) => Value | undefined
  /** Is not shown. */
  readonly isSecret?: boolean
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const units = ['B', 'KiB', 'MiB', 'GiB'] as const

/** Every setting there is, in the order in which they are shown. */
export const settings = {
  PORT: {
    initial: '4400',
    about: 'the port to listen on',
    expected: 'a whole number from 0 to 65535',
    parse: (text: string) => parseWhole(text, 0, 65_535),
  },
  HOST: {
    initial: '127.0.0.1',
    about: 'the address to listen on; 127.0.0.1 is this machine only, 0.0.0.0 every network',
    expected: 'a host name or an address such as 127.0.0.1 or 0.0.0.0',
    parse: (text: string) => (/^[A-Za-z0-9.:_-]+$/.test(text.trim()) ? text.trim() : undefined),
  },
  DATA_DIR: {
    initial: './data',
    about: 'the folder that holds everything',
    expected: 'the path of a folder',
    parse: (text: string) => (text.trim() === '' ? undefined : text),
  },
  PUBLIC_URL: {
    initial: '',
    about: 'the address people reach the server at, where a proxy stands in front',
    expected: 'an address such as https://plan.example.org (http or https, no path)',
    parse: parsePublicUrl,
  },
  TRUSTED_PROXIES: {
    initial: '',
    about: 'addresses of proxies whose X-Forwarded-For is believed',
    expected: 'addresses such as 127.0.0.1, with commas between them',
    parse: parseAddresses,
  },
  LOG_LEVEL: {
    initial: 'info',
    about: 'the least that is logged',
    expected: 'one of trace, debug, info, warn, error, fatal, silent',
    parse: (text: string) => logLevels.find(level => level === text.trim()),
  },
  METRICS_TOKEN: {
    initial: '',
    about: 'the token that /metrics asks for; without one there is no /metrics',
    expected: 'at least 16 characters without blanks',
    parse: (text: string) => (text === '' || /^\S{16,}$/.test(text) ? text : undefined),
    isSecret: true,
  },
  MAX_CONNECTIONS: whole(live.maxConnections, 'live connections at most', 1),
  MAX_CONNECTIONS_PER_PERSON: whole(live.maxConnectionsPerPerson, 'of one person or token', 1),
  MAX_CONNECTIONS_PER_DOCUMENT: whole(live.maxConnectionsPerRoom, 'to one document', 1),
  MAX_SILENT_PER_ADDRESS: whole(live.maxPendingPerAddress, 'of one address that have not said anything yet', 1),
  FIRST_MESSAGE_SECONDS: seconds(live.firstMessageWithin, 'within which a connection must say something'),
  MAX_MESSAGE_BYTES: bytes(live.maxMessageBytes, 'one message, and so the largest update', 1024),
  MAX_SOCKET_BYTES: bytes(live.maxSocketBytes, 'what may wait for one connection to take it', 128 * 1024),
  PERSON_FRAMES_PER_SECOND: whole(live.personRate.framesPerSecond, 'messages of one person, on and on', 1),
  PERSON_FRAMES_AT_ONCE: whole(live.personRate.framesAtOnce, 'and so many at once', 1),
  PERSON_BYTES_PER_SECOND: bytes(live.personRate.bytesPerSecond, 'bytes of one person, on and on', 1),
  PERSON_BYTES_AT_ONCE: bytes(live.personRate.bytesAtOnce, 'and so many at once', 1),
  DOCUMENT_FRAMES_PER_SECOND: whole(live.roomRate.framesPerSecond, 'messages to one document, on and on', 1),
  DOCUMENT_FRAMES_AT_ONCE: whole(live.roomRate.framesAtOnce, 'and so many at once', 1),
  DOCUMENT_BYTES_PER_SECOND: bytes(live.roomRate.bytesPerSecond, 'bytes to one document, on and on', 1),
  DOCUMENT_BYTES_AT_ONCE: bytes(live.roomRate.bytesAtOnce, 'and so many at once', 1),
  LONG_LINK_MILLISECONDS: whole(live.longLinkDelay, 'delay of the first message that makes a line a long one', 1),
  MAX_DOCUMENT_BYTES: bytes(defaultLimits.maxDocumentBytes, 'one document', 1024),
  MAX_UPDATE_STRUCTS: whole(defaultLimits.maxStructs, 'parts of one update', 1),
  MAX_DEPTH: whole(defaultLimits.maxDepth, 'types within types', 10),
  FOLD_ASIDE_BYTES: bytes(
    defaultFoldLimits.asideFrom,
    'documents from this size on are folded in a thread of their own',
    0,
  ),
  FOLD_QUEUE: whole(defaultFoldLimits.maxWaiting, 'documents that may wait to be folded', 1),
  FOLD_SECONDS: seconds(defaultFoldLimits.within, 'within which a document must be folded'),
} as const satisfies { readonly [name: string]: Setting<unknown> }

export type SettingName = keyof typeof settings
export type SettingValues = {
  readonly [Name in SettingName]: NonNullable<ReturnType<(typeof settings)[Name]['parse']>>
}

function whole(initial: number, about: string, least: number): Setting<number> {
  return {
    initial: String(initial),
    about,
    expected: `a whole number, ${least} or more`,
    parse: text => parseWhole(text, least, Number.MAX_SAFE_INTEGER),
  }
}

function seconds(initialMilliseconds: number, about: string): Setting<number> {
  return {
    initial: String(initialMilliseconds / 1_000),
    about: `seconds ${about}`,
    expected: 'a number of seconds from 1 to 86400',
    parse: text => parseWhole(text, 1, 86_400),
  }
}

function bytes(initial: number, about: string, least: number): Setting<number> {
  return {
    initial: formatBytes(initial),
    about,
    expected: `a number of bytes such as ${formatBytes(initial)} or ${initial}, ${formatBytes(least)} or more`,
    parse: text => parseBytes(text, least),
  }
}

function parseWhole(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,16}$/.test(text.trim())) return undefined
  const number = Number(text)
  return number >= least && number <= most ? number : undefined
}

function parseBytes(text: string, least: number): number | undefined {
  const match = /^(\d{1,12}) ?(B|KiB|MiB|GiB)?$/i.exec(text.trim())
  if (match === null) return undefined
  const power = Math.max(
    0,
    units.findIndex(unit => unit.toLowerCase() === match[2]?.toLowerCase()),
  )
  const number = Number(match[1]) * 1024 ** power
  return number >= least && Number.isSafeInteger(number) ? number : undefined
}

function formatBytes(number: number): string {
  if (number === 0) return '0'
  const power = units.findLastIndex((_, power) => number % 1024 ** power === 0)
  return power === 0 ? String(number) : `${number / 1024 ** power}${units[power]}`
}

/** `''` where there is none. */
function parsePublicUrl(text: string): string | undefined {
  if (text.trim() === '') return ''
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const plain =
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === ''
  return plain && url.username === '' ? url.origin : undefined
}

function parseAddresses(text: string): ReadonlySet<string> | undefined {
  const addresses = text
    .split(',')
    .map(address => address.trim())
    .filter(address => address !== '')
  return addresses.every(address => isIP(address) !== 0) ? new Set(addresses) : undefined
}
