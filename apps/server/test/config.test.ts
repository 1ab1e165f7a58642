import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { settings, type SettingName } from '../src/settings.ts'

const seconds: readonly SettingName[] = ['FIRST_MESSAGE_SECONDS', 'FOLD_SECONDS']
/** Every limit there is, each with a number of its own. */
const limits = (Object.keys(settings) as SettingName[])
  .filter(name => name !== 'PORT' && /^\d+([KMG]iB)?$/.test(settings[name].initial ?? ''))
  .map((name, i) => [name, seconds.includes(name) ? 100 + i : 200_000 + i] as const)

test('every limit that is set arrives where it counts, and nowhere else', () => {
  const read = readConfig(Object.fromEntries(limits.map(([name, value]) => [name, String(value)])), '/')
  if (!read.ok) throw new Error(read.error.sentence)
  const { live, room, fold } = read.value
  const set = new Map<SettingName, number>(limits)
  expect({ live, room, fold }).toEqual({
    live: {
      maxMessageBytes: set.get('MAX_MESSAGE_BYTES'),
      maxSocketBytes: set.get('MAX_SOCKET_BYTES'),
      maxConnections: set.get('MAX_CONNECTIONS'),
      maxConnectionsPerPerson: set.get('MAX_CONNECTIONS_PER_PERSON'),
      maxConnectionsPerRoom: set.get('MAX_CONNECTIONS_PER_DOCUMENT'),
      maxPendingPerAddress: set.get('MAX_SILENT_PER_ADDRESS'),
      firstMessageWithin: Number(set.get('FIRST_MESSAGE_SECONDS')) * 1_000,
      personRate: {
        framesPerSecond: set.get('PERSON_FRAMES_PER_SECOND'),
        framesAtOnce: set.get('PERSON_FRAMES_AT_ONCE'),
        bytesPerSecond: set.get('PERSON_BYTES_PER_SECOND'),
        bytesAtOnce: set.get('PERSON_BYTES_AT_ONCE'),
      },
      roomRate: {
        framesPerSecond: set.get('DOCUMENT_FRAMES_PER_SECOND'),
        framesAtOnce: set.get('DOCUMENT_FRAMES_AT_ONCE'),
        bytesPerSecond: set.get('DOCUMENT_BYTES_PER_SECOND'),
        bytesAtOnce: set.get('DOCUMENT_BYTES_AT_ONCE'),
      },
      longLinkDelay: set.get('LONG_LINK_MILLISECONDS'),
    },
    room: {
      maxStructs: set.get('MAX_UPDATE_STRUCTS'),
      maxDepth: set.get('MAX_DEPTH'),
      maxDocumentBytes: set.get('MAX_DOCUMENT_BYTES'),
      maxSocketBytes: set.get('MAX_SOCKET_BYTES'),
    },
    fold: {
      asideFrom: set.get('FOLD_ASIDE_BYTES'),
      maxWaiting: set.get('FOLD_QUEUE'),
      within: Number(set.get('FOLD_SECONDS')) * 1_000,
    },
  })
})
