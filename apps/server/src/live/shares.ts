import { authorOf, type Caller } from '../auth/caller.ts'
import { Problem } from '../http/problem.ts'
import type { Admission } from './admit.ts'
import { Budgets, type Budget } from './budget.ts'
import { storedName } from './document-path.ts'
import type { LiveLimits } from './limits.ts'
import { Tally } from './tally.ts'

/** What one person and one document may take of the server, whichever way people come to it: counted once for all. */
export class Shares {
  readonly #limits: LiveLimits
  readonly #steady: () => number
  readonly #persons: Budgets
  readonly #rooms: Budgets
  readonly #byPerson = new Tally()
  readonly #byRoom = new Tally()

  constructor(limits: LiveLimits, steady: () => number) {
    this.#limits = limits
    this.#steady = steady
    this.#persons = new Budgets(limits.personRate)
    this.#rooms = new Budgets(limits.roomRate)
  }

  /** Why somebody whom the rights let in is not let in now. */
  findObstacle(caller: Caller, admission?: Admission): Problem | undefined {
    const { maxConnectionsPerPerson, maxConnectionsPerRoom } = this.#limits
    if (this.#byPerson.of(authorOf(caller)) >= maxConnectionsPerPerson)
      return tooMany('person', maxConnectionsPerPerson)
    if (admission !== undefined && this.#byRoom.of(roomOf(admission)) >= maxConnectionsPerRoom)
      return tooMany('document', maxConnectionsPerRoom)
    return undefined
  }

  addPerson(author: string): void {
    this.#byPerson.add(author)
  }

  removePerson(author: string): void {
    this.#byPerson.remove(author)
  }

  addRoom(room: string): void {
    this.#byRoom.add(room)
  }

  removeRoom(room: string): void {
    this.#byRoom.remove(room)
  }

  personBudget(author: string): Budget {
    return this.#persons.of(author, this.#steady())
  }

  roomBudget(room: string): Budget {
    return this.#rooms.of(room, this.#steady())
  }

  /** Forgets the budgets of those who are not here and owe nothing. */
  forgetFull(): void {
    this.#persons.forgetFull(this.#steady(), person => this.#byPerson.of(person) > 0)
    this.#rooms.forgetFull(this.#steady(), room => this.#byRoom.of(room) > 0)
  }
}

export function tooMany(of: 'server' | 'person' | 'document' | 'address', limit: number): Problem {
  return new Problem('too-many-connections', { of, limit })
}

export function roomOf({ address }: Admission) {
  return storedName(address.workspaceId, address.document)
}
