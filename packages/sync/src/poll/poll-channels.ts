import type { Clock, Random } from '@barycentre/kit'
import { closeCodes } from '../close-code.ts'
import { ChannelEnd, type Closed, type Join } from '../channel/channel-end.ts'
import type { Socket } from '../socket.ts'
import type { Timers } from '../timers.ts'
import { FrameIntake, FrameQueue } from './frame-queue.ts'
import type { PollDown, PollRequest, PollUp } from './poll-message.ts'

export interface PollPorts {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
  /** How many channels one caller may have open. */
  readonly maxChannels: number
}

/** Whoever sends requests, as the server has identified them: the same object's `id` for all requests of a person. */
export interface PollCaller {
  readonly id: string
  readonly join: Join
}

/** The server's end of all sessions over short requests. */
export interface PollChannels {
  /** Takes what a request brings, and resolves with the answer: at once where there is something to say. */
  handle(caller: PollCaller, request: PollRequest): Promise<readonly PollDown[]>
  readonly count: number
  close(): void
}

export function createPollChannels({ clock, timers, random, maxChannels }: PollPorts): PollChannels {
  const carriers = new Map<string, Carrier>()
  const stop = timers.every(sweepEvery, () => {
    for (const [key, carrier] of carriers) {
      carrier.dropSilent(clock() - longestSilence)
      if (carrier.channels.size === 0 && carrier.hanging === undefined) carriers.delete(key)
    }
  })

  return {
    async handle(caller, { carrier: name, wait, channels }) {
      // A carrier is one caller's: nobody else can speak for it by knowing its name.
      const key = `${caller.id} ${name}`
      const carrier = carriers.get(key) ?? new Carrier(clock, random)
      carriers.set(key, carrier)
      const open = [...carriers].reduce(
        (sum, [each, { channels: own }]) => sum + (each.startsWith(`${caller.id} `) ? own.size : 0),
        0,
      )
      const named = channels.map(up => carrier.take(caller, up, open + channels.length > maxChannels))
      // Whoever asks again has something to say: the request before must not wait any longer.
      carrier.wake()
      if (wait > 0 && !carrier.hasNews(named)) await carrier.hang(timers, Math.min(wait, longestWait))
      return carrier.answer(named)
    },
    get count() {
      return [...carriers.values()].reduce((sum, carrier) => sum + carrier.channels.size, 0)
    },
    close() {
      stop()
      for (const carrier of carriers.values()) carrier.wake()
      carriers.clear()
    },
  }
}

class Carrier {
  readonly channels = new Map<string, Channel>()
  hanging: (() => void) | undefined
  readonly #clock: Clock
  readonly #random: Random

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  /** Takes one channel's frames, opening it if need be; returns its name. */
  take(caller: PollCaller, up: PollUp, isFull: boolean): string {
    let channel = this.channels.get(up.channel)
    if (channel === undefined) {
      channel = new Channel(1 + Math.floor(this.#random() * (2 ** 32 - 1)), () => this.wake())
      this.channels.set(up.channel, channel)
      // One that is not known here and does not begin at its beginning is of a server that is no more.
      if (up.end !== 0 || up.first !== 1 || up.received !== 0)
        channel.socket.close(closeCodes.goingAway, 'unknown-channel')
      else if (isFull) channel.socket.close(closeCodes.fault, 'too-many-channels')
      else channel.end.enter(caller.join, up.address, channel.socket)
    }
    channel.heardAt = this.#clock()
    channel.take(up)
    return up.channel
  }

  hasNews(names: readonly string[]): boolean {
    return names.length === 0 || names.some(name => this.channels.get(name)?.hasNews === true)
  }

  answer(names: readonly string[]): PollDown[] {
    return names.flatMap(name => {
      const channel = this.channels.get(name)
      if (channel === undefined) return []
      const down = channel.answer(name)
      // If this answer is lost, the next one says that the channel is unknown, which ends it as well.
      if (down.code !== 0) this.channels.delete(name)
      return [down]
    })
  }

  hang(timers: Timers, wait: number): Promise<void> {
    return new Promise(resolve => {
      const undo = timers.after(wait, () => wake())
      const wake = () => {
        undo()
        if (this.hanging === wake) this.hanging = undefined
        resolve()
      }
      this.hanging = wake
    })
  }

  wake(): void {
    this.hanging?.()
  }

  dropSilent(since: number): void {
    for (const [name, channel] of this.channels) {
      if (channel.heardAt > since) continue
      channel.end.leave()
      this.channels.delete(name)
    }
  }
}

class Channel {
  /** By which the other side tells it from one of the same name that an earlier process had. */
  readonly number: number
  readonly socket: Socket
  readonly end = new ChannelEnd()
  heardAt = 0
  readonly #down = new FrameQueue()
  readonly #up = new FrameIntake()
  #closed: Closed | undefined
  /** What came, and at first that it is open, is told at once. */
  #isHeard = false

  constructor(number: number, onNews: () => void) {
    this.number = number
    const down = this.#down
    this.socket = {
      send: frame => {
        down.push(frame)
        onNews()
      },
      get bufferedAmount() {
        return down.bytes
      },
      close: (code, reason) => {
        this.#closed ??= { code, reason }
        onNews()
      },
    }
  }

  get hasNews(): boolean {
    return !this.#down.isEmpty || this.#closed !== undefined || !this.#isHeard
  }

  take({ end, first, frames, received, isClosing }: PollUp): void {
    // Its beginning came here a second time, after its end: the other side means the channel of a server that is no more.
    if ((end !== 0 && end !== this.number) || first > this.#up.received + 1 || received > this.#down.last) {
      this.end.leave()
      return this.socket.close(closeCodes.goingAway, 'unknown-channel')
    }
    const before = this.#down.bytes
    this.#down.arrived(received)
    if (this.#down.bytes < before) this.end.drained()
    for (const frame of this.#up.take(first, frames)) this.end.receive(frame)
    // What came is told at once, so that it is not sent again.
    if (frames.length > 0) this.#isHeard = false
    if (isClosing) {
      this.end.leave()
      this.socket.close(1000, '')
    }
  }

  answer(channel: string): PollDown {
    this.#isHeard = true
    const next = this.#down.next(answerBytes)
    const isLast = this.#closed !== undefined && this.#down.endsWith(next)
    const { code, reason } = isLast ? (this.#closed as Closed) : { code: 0, reason: '' }
    return { channel, end: this.number, code, reason, ...next, received: this.#up.received }
  }
}

// In milliseconds.
const sweepEvery = 5_000
const longestSilence = 40_000
const longestWait = 20_000
/** What one channel is sent in one answer, about. */
const answerBytes = 256 * 1024
