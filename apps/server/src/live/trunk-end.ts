import { isUpdateFrame, Trunk, type Closed, type Session, type Socket } from '@barycentre/sync'
import type { Budget } from './budget.ts'
import type { ConnectionEnd } from './connection.ts'
import type { LiveSocket } from './live-socket.ts'
import { smallestPiece } from './pace.ts'
import { findRefusal } from './refusal-of.ts'
import type { Traffic } from './traffic.ts'

export interface TrunkEndPorts {
  readonly out: LiveSocket
  readonly maxChannels: number
  readonly personBudget: Budget
  readonly traffic: Traffic
  /** Lets a channel in, as whoever the trunk belongs to. */
  enter(address: string, socket: Socket): Charged | Closed
  /** Told when the first channel opens, and when the last has closed. */
  onSilent(isSilent: boolean): void
  /** Why all of it must end now, if it must. Each channel is looked after by itself. */
  findEnd(): Closed | undefined
}

/** A session, and what is taken off for what is sent to its room. */
export interface Charged {
  readonly session: Session
  readonly roomBudget: Budget
}

/** The connection of a browser that carries all of its documents. While it carries none, it is silent. */
export class TrunkEnd implements ConnectionEnd {
  readonly #ports: TrunkEndPorts
  readonly #trunk: Trunk
  #roomBudget: Budget | undefined

  constructor(ports: TrunkEndPorts) {
    this.#ports = ports
    const { out, maxChannels, onSilent } = ports
    // What is right for the slowest of its channels is right for all.
    out.watch(smallestPiece)
    this.#trunk = new Trunk({
      socket: out,
      maxChannels,
      join: (address, socket) => this.#join(address, socket),
      onCount: count => onSilent(count === 0),
    })
  }

  receive(data: Buffer): readonly Budget[] {
    this.#roomBudget = undefined
    this.#trunk.receive(data)
    const { personBudget } = this.#ports
    return this.#roomBudget === undefined ? [personBudget] : [personBudget, this.#roomBudget]
  }

  drained(): void {
    this.#trunk.drained()
  }

  leave(): void {
    this.#trunk.leave()
  }

  close(code: number, reason: string): void {
    this.#trunk.leave()
    this.#ports.out.close(code, reason)
  }

  checkRights(): void {
    const end = this.#ports.findEnd()
    if (end !== undefined) this.close(end.code, end.reason)
  }

  #join(address: string, socket: Socket): Session | Closed {
    const { enter, traffic } = this.#ports
    const entered = enter(address, counting(socket, traffic))
    if ('code' in entered) return entered
    const { session, roomBudget } = entered
    return {
      id: session.id,
      author: session.author,
      receive: frame => {
        if (isUpdateFrame(frame)) traffic.updatesIn++
        this.#roomBudget = roomBudget
        session.receive(frame)
      },
      drained: () => session.drained(),
      leave: () => session.leave(),
      close: (code, reason) => session.close(code, reason),
    }
  }
}

/** Counts what an operator counts of each session, which is not seen from outside of the trunk. */
function counting(socket: Socket, traffic: Traffic): Socket {
  return {
    send(bytes) {
      const code = findRefusal(bytes)
      if (code !== undefined) traffic.count(traffic.refused, code)
      socket.send(bytes)
    },
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    close: (code, reason) => socket.close(code, reason),
  }
}
