import { must, seededRandom, type Result } from '@barycentre/kit'
import type { Plan } from '@barycentre/plan'
import { createNetwork, type Peer } from '@barycentre/plan-doc/testing'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { runCommand, type Command, type Refusal } from '../src/index.ts'

/** Somebody at a device who gives commands. */
export interface Person {
  readonly peer: Peer
  run<Args, Value>(command: Command<Args, Value>, args: NoInfer<Args>): Result<Value, Refusal>
  /** The same, where the test is not about a refusal. */
  do<Args, Value>(command: Command<Args, Value>, args: NoInfer<Args>): Value
  plan(): Plan
}

export function people(count: number, seed = 1): { persons: Person[]; settle: () => void } {
  const random = seededRandom(seed)
  const network = createNetwork(count, random)
  const persons = network.peers.map((peer): Person => {
    const run: Person['run'] = (command, args) =>
      runCommand(peer.planDoc, command, args, { random, mayWrite: () => true })
    return {
      peer,
      run,
      do(command, args) {
        const result = run(command, args)
        if (!result.ok) throw new Error(`${command.name} was refused: ${JSON.stringify(result.error)}`)
        return result.value
      },
      plan: () => peer.planDoc.plan(),
    }
  })
  return { persons, settle: network.settle }
}

/** Why somebody is refused; undefined where nobody is and nothing changes. Either way the document stays as it was. */
export function refused<Args>(
  person: Person,
  command: Command<Args, unknown>,
  args: NoInfer<Args>,
): Refusal | undefined {
  const before = Y.encodeStateAsUpdate(person.peer.doc)
  const result = person.run(command, args)
  expect(Y.encodeStateAsUpdate(person.peer.doc)).toEqual(before)
  return result.ok ? undefined : result.error
}

export function alone(): Person {
  return must(people(1).persons[0], 'one person')
}
