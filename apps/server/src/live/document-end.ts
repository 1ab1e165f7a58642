import { isUpdateFrame, type Pace, type Session } from '@barycentre/sync'
import type { Admission } from './admit.ts'
import type { Budget } from './budget.ts'
import type { ConnectionEnd } from './connection.ts'
import type { LiveSocket } from './live-socket.ts'
import { paceOf } from './pace.ts'
import type { Traffic } from './traffic.ts'

export interface DocumentEndPorts {
  readonly out: LiveSocket
  readonly admission: Admission
  readonly longLinkDelay: number
  /** All that what comes in is taken off. */
  readonly budgets: readonly Budget[]
  readonly traffic: Traffic
  /** Lets it into its room: with its first message, by which it is known how far away it is. */
  join(pace: Pace | undefined): Session
  /** Why it must end now, if it must. */
  findEnd(admission: Admission): { readonly code: number; readonly reason: string } | undefined
}

/** The connection of one document: first silent, then a session of its room. */
export class DocumentEnd implements ConnectionEnd {
  readonly #ports: DocumentEndPorts
  #session: Session | undefined

  constructor(ports: DocumentEndPorts) {
    this.#ports = ports
  }

  receive(data: Buffer, openFor: number): readonly Budget[] {
    const { traffic, budgets } = this.#ports
    if (isUpdateFrame(data)) traffic.updatesIn++
    this.#session ??= this.#join(openFor)
    this.#session.receive(data)
    return budgets
  }

  drained(): void {
    this.#session?.drained()
  }

  leave(): void {
    this.#session?.leave()
  }

  close(code: number, reason: string): void {
    if (this.#session !== undefined) this.#session.close(code, reason)
    else this.#ports.out.close(code, reason)
  }

  checkRights(): void {
    const end = this.#ports.findEnd(this.#ports.admission)
    if (end !== undefined) this.close(end.code, end.reason)
  }

  #join(openFor: number): Session {
    const { admission, longLinkDelay, out, join } = this.#ports
    const pace = paceOf(admission.link, openFor, longLinkDelay)
    out.watch(pace?.pieceBytes)
    return join(pace)
  }
}
