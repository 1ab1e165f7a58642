// What several scenarios share: clients of one document, some of whom type, until everybody has everything.
import { Client, type ClientOptions } from './client/client.ts'
import { newAuthor, typing, type Typing } from './edits.ts'
import type { DocumentAddress, Server } from './servers/server.ts'
import { Stopwatch } from './stopwatch.ts'
import { atPace, forEachOf, pause, until } from './waiting.ts'

const connectingTogether = 32

/** So many clients of one document, all synced. */
export async function openClients(address: DocumentAddress, count: number, options?: ClientOptions): Promise<Client[]> {
  return forEachOf(count, connectingTogether, async () => (await Client.open(address, options)).untilSynced())
}

export interface Writer {
  readonly client: Client
  readonly typing: Typing
}

/** Makes some of the clients writers, each with so many keystrokes prepared. */
export function writersAmong(clients: readonly Client[], count: number, edits: number): Writer[] {
  return clients.slice(0, count).map(client => {
    const prepared = typing(edits, newAuthor())
    client.writesAs(prepared.author)
    return { client, typing: prepared }
  })
}

/** Everybody has every edit of everybody else, none was refused, and where the server acknowledges, all of them were. */
export async function untilAllArrived(
  server: Server,
  clients: readonly Client[],
  writers: readonly Writer[],
  withinMs = 30_000,
): Promise<void> {
  const hasAll = (client: Client) =>
    writers.every(
      writer => writer.client === client || client.clockOf(writer.typing.author) === writer.typing.updates.length,
    )
  const isAcknowledged = (client: Client) => !server.kind.acknowledges || client.acknowledged === client.sent
  await until('every edit has arrived', () => clients.every(hasAll), { withinMs })
  await until('every edit is acknowledged', () => clients.every(isAcknowledged), { withinMs })
  const gaps = clients.reduce((sum, client) => sum + client.gaps, 0)
  const refusals = clients.flatMap(client => client.refusals)
  if (gaps > 0) throw new Error(`${gaps} updates came before what they build on`)
  if (refusals.length > 0) throw new Error(`${refusals.length} updates were refused: ${refusals[0]}`)
}

export interface Measured {
  readonly latencies: readonly number[]
  /** From the send to the acknowledgement, where there is one. */
  readonly acknowledgements: readonly number[]
  readonly cpuMicroseconds: number
  readonly seconds: number
  /** Edits times the clients that they were brought to. */
  readonly deliveries: number
}

/** All writers type at an even pace, each letter of each at a moment of its own. */
export async function measureTyping(
  server: Server,
  clients: readonly Client[],
  writers: readonly Writer[],
  { perSecond }: { readonly perSecond: number },
): Promise<Measured> {
  const watch = new Stopwatch()
  const acknowledgements: number[] = []
  for (const client of clients) client.onEdit = (author, clock) => watch.seen(author, clock)
  for (const { client } of writers) noteAcknowledgements(client, acknowledgements)
  const cpu = await server.process.cpuMicroseconds()
  const started = performance.now()
  await Promise.all(
    writers.map(async ({ client, typing: { author, updates } }, index) => {
      await pause((index * 1000) / perSecond / writers.length)
      await atPace(perSecond, updates.length, clock => {
        const update = updates[clock]
        if (update === undefined) throw new Error('as many edits as turns')
        watch.sent(author, clock)
        client.sendUpdate(update)
      })
    }),
  )
  await untilAllArrived(server, clients, writers)
  const seconds = (performance.now() - started) / 1000
  const cpuMicroseconds = (await server.process.cpuMicroseconds()) - cpu
  for (const client of clients) client.onEdit = undefined
  const deliveries = watch.latencies.length
  return { latencies: watch.latencies, acknowledgements, cpuMicroseconds, seconds, deliveries }
}

function noteAcknowledgements(client: Client, into: number[]): void {
  const sentAt = new Map<number, number>()
  client.onSent = message => sentAt.set(message, performance.now())
  client.onAcknowledged = message => {
    const at = sentAt.get(message)
    if (at !== undefined) into.push(performance.now() - at)
    sentAt.delete(message)
  }
}

export function closeAll(clients: readonly Client[]): void {
  for (const client of clients) client.close()
}
