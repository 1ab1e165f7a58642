import { seededRandom, type Clock } from '@barycentre/kit'
import {
  createHttpCarrier,
  type HttpCarrier,
  type WebSocketConstructor,
  type WebSocketLike,
} from '../../src/client/index.ts'
import { decodePollRequest, encodePollAnswer, type PollCaller, type PollChannels } from '../../src/index.ts'
import type { Timers } from '../../src/timers.ts'
import type { Person, Transport } from './person.ts'

interface Request {
  readonly person: Person
  readonly body: Uint8Array
  /** Nobody waits for the answer of one that is only a copy. */
  answer?(body: Uint8Array): void
  fail?(cause: Error): void
}

interface Answer {
  readonly request: Request
  readonly body: Uint8Array
}

export interface RequestPorts {
  readonly timers: Timers
  readonly clock: Clock
  /** Of the server of the moment. */
  channels(): PollChannels
  callerOf(person: Person): PollCaller
}

/** Plain requests on their way and answers on their way back, in whatever order; some are lost, and some arrive twice. */
export class Requests {
  readonly up: Request[] = []
  readonly down: Answer[] = []
  /** At the server, which holds them. */
  readonly #held = new Set<Request>()
  /** Such as a proxy may send again, also when newer ones have passed. */
  readonly #past: Request[] = []
  readonly #ports: RequestPorts
  #carriers = 0

  constructor(ports: RequestPorts) {
    this.#ports = ports
  }

  transportOf(person: Person): Transport {
    const { timers, clock } = this.#ports
    const random = seededRandom(1_000 * person.index + ++this.#carriers)
    const carrier: HttpCarrier = createHttpCarrier({ timers, clock, random, post: body => this.#post(person, body) })
    const open = (url: string): WebSocketLike => carrier.open(url)
    return {
      WebSocket: function WebSocket(url: string) {
        return open(url)
      } as unknown as WebSocketConstructor,
      close: () => carrier.close(),
    }
  }

  /** One arrives; `isCutOff`: or rather does not. */
  arrive(request: Request, isCutOff: boolean): void {
    remove(this.up, request)
    if (isCutOff) return request.fail?.(new Error('lost on the way there'))
    this.#past.push(request)
    if (this.#past.length > mostRemembered) this.#past.shift()
    this.#held.add(request)
    void this.#handle(request)
  }

  repeat(pick: number): boolean {
    const request = this.#past[pick % this.#past.length]
    if (request === undefined) return false
    this.up.push({ person: request.person, body: request.body })
    return true
  }

  lose(request: Request): void {
    remove(this.up, request)
    request.fail?.(new Error('lost on the way there'))
  }

  arriveBack(answer: Answer, isCutOff: boolean): void {
    remove(this.down, answer)
    if (isCutOff) answer.request.fail?.(new Error('lost on the way back'))
    else answer.request.answer?.(answer.body)
  }

  loseBack(answer: Answer): void {
    this.arriveBack(answer, true)
  }

  /** The process that had them is gone; what it has answered is on its way. */
  failHeld(): void {
    for (const request of this.#held) request.fail?.(new Error('the server is gone'))
    this.#held.clear()
  }

  #post(person: Person, body: Uint8Array) {
    let abort = (): void => {}
    const answer = new Promise<Uint8Array>((resolve, reject) => {
      abort = () => reject(new Error('given up'))
      this.up.push({ person, body, answer: resolve, fail: reject })
    })
    return { answer, abort: () => abort() }
  }

  async #handle(request: Request): Promise<void> {
    const { channels, callerOf } = this.#ports
    const down = await channels().handle(callerOf(request.person), decodePollRequest(request.body))
    if (this.#held.delete(request)) this.down.push({ request, body: encodePollAnswer(down) })
  }
}

const mostRemembered = 8

function remove<T>(from: T[], one: T): void {
  from.splice(from.indexOf(one), 1)
}
