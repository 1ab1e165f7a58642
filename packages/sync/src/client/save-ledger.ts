import { unreachable } from '@barycentre/kit'
import { closeCodes } from '../close-code.ts'
import type { Access, RefusalCode, RefusalFacts, UpdateRefusal } from '../refusal.ts'
import type { SentFact } from './link.ts'

/** What has happened. The status that people see follows from these alone. */
export type SaveFact =
  /** This device's store has been read: so many updates of earlier visits still wait for the server. */
  | { readonly fact: 'loaded'; readonly waiting: number }
  | { readonly fact: 'updated-here' }
  /** The first `count` local updates are on this device's disk. */
  | { readonly fact: 'kept'; readonly count: number }
  | { readonly fact: 'opened' }
  | { readonly fact: 'welcomed' | 'access'; readonly access: Access }
  | SentFact
  | { readonly fact: 'saved'; readonly frames: number; readonly at: number }
  | {
      readonly fact: 'refused'
      readonly code: RefusalCode
      readonly facts: RefusalFacts
      readonly frame: number
      readonly frames: number
    }
  | { readonly fact: 'closed'; readonly code: number; readonly reason: string }

export type SaveState =
  /** The server has not been reached yet, nor has it failed; or it has not yet said how it stands. */
  | { readonly state: 'opening'; readonly waiting: number; readonly keptHere: boolean }
  /** Everything made here is on the server's disk; last confirmed at `at`, by the server's clock. */
  | { readonly state: 'saved'; readonly at: number }
  /** So many changes are not known to be saved; the first `sent` of them have left on this connection. */
  | { readonly state: 'saving'; readonly count: number; readonly sent: number; readonly keptHere: boolean }
  /** Nobody to save to. `savedAt`: when the server last confirmed, if it has since this document was opened. */
  | {
      readonly state: 'offline'
      readonly waiting: number
      readonly keptHere: boolean
      readonly savedAt: number | undefined
      /** The server has said that coming back will not help: not signed in, or not let in. */
      readonly end: 'signed-out' | 'no-access' | undefined
    }
  /** The server's disk takes nothing at the moment. What is made meanwhile goes up when it does. */
  | {
      readonly state: 'storage'
      readonly waiting: number
      readonly keptHere: boolean
      readonly savedAt: number | undefined
    }
  | { readonly state: 'read-only'; readonly code: RefusalCode; readonly facts: RefusalFacts }
  | {
      readonly state: 'refused'
      readonly code: RefusalCode
      readonly facts: RefusalFacts
      readonly waiting: number
      readonly keptHere: boolean
    }

export interface SaveLedger {
  /** Local updates are counted from 1; these three say up to which they are made, kept here, and saved there. */
  readonly made: number
  readonly kept: number
  readonly saved: number
  readonly savedAt: number | undefined
  readonly connection: Connection | undefined
  /** The code with which a connection last ended, if one has. */
  readonly endedWith: number | undefined
  /** The last refusal of something made here that is still not saved. A disk that is full is no judgement and not among them. */
  readonly refusal: UpdateRefusal | undefined
}

interface Connection {
  readonly access: Access | undefined
  /** Frames on their way, oldest first, each with the local updates that are up when it is. */
  readonly sent: readonly SentFrame[]
  /**
   * Whether a frame's being saved means that everything made before it is saved as well. So it is from the first
   * complete frame on, until a frame is refused; then from the next complete one on.
   */
  readonly unbroken: boolean
}

interface SentFrame {
  readonly frame: number
  readonly made: number
  readonly complete: boolean
  /** Being saved says so of everything made before. */
  readonly vouches: boolean
  /** Of something that is whole only with what comes behind it: being saved says nothing yet. */
  readonly isPart: boolean
}

/** Frames remembered per connection. Forgetting the oldest only makes the count fall in larger steps. */
const rememberedFrames = 256

export const emptySaveLedger: SaveLedger = {
  made: 0,
  kept: 0,
  saved: 0,
  savedAt: undefined,
  connection: undefined,
  endedWith: undefined,
  refusal: undefined,
}

export function nextSaveLedger(ledger: SaveLedger, fact: SaveFact): SaveLedger {
  switch (fact.fact) {
    case 'loaded':
      return { ...ledger, made: ledger.made + fact.waiting }
    case 'updated-here':
      return { ...ledger, made: ledger.made + 1 }
    case 'kept':
      return fact.count <= ledger.kept ? ledger : { ...ledger, kept: fact.count }
    case 'opened':
      return { ...ledger, connection: { access: undefined, sent: [], unbroken: false } }
    case 'welcomed':
    case 'access':
      return withConnection(ledger, connection => ({ ...connection, access: fact.access }))
    case 'sent':
      return withConnection(ledger, connection => sentNext(connection, fact, ledger.made))
    case 'saved':
      return savedNext(ledger, fact.frames, fact.at)
    case 'refused':
      return refusedNext(ledger, fact)
    case 'closed':
      return { ...ledger, connection: undefined, endedWith: fact.code }
    default:
      return unreachable(fact)
  }
}

export function saveStateOf(ledger: SaveLedger): SaveState {
  const waiting = ledger.made - ledger.saved
  // What the server has need not be kept here.
  const keptHere = waiting === 0 || ledger.kept >= ledger.made
  if (ledger.refusal !== undefined) return { state: 'refused', ...ledger.refusal, waiting, keptHere }
  const { connection, savedAt, endedWith } = ledger
  if (connection === undefined) {
    if (endedWith === undefined) return { state: 'opening', waiting, keptHere }
    return { state: 'offline', waiting, keptHere, savedAt, end: finalEnds.get(endedWith) }
  }
  const { access } = connection
  if (access?.write === false && access.code === 'storage') return { state: 'storage', waiting, keptHere, savedAt }
  if (waiting > 0) return { state: 'saving', count: waiting, sent: sentOf(ledger, connection), keptHere }
  if (access?.write === false) return { state: 'read-only', code: access.code, facts: access.facts }
  return savedAt === undefined ? { state: 'opening', waiting, keptHere } : { state: 'saved', at: savedAt }
}

const finalEnds: ReadonlyMap<number, 'signed-out' | 'no-access'> = new Map([
  [closeCodes.unauthorised, 'signed-out'],
  [closeCodes.forbidden, 'no-access'],
  [closeCodes.notFound, 'no-access'],
])

/** How many of the changes that wait have left on this connection, as far as a frame can vouch for them. */
function sentOf({ saved }: SaveLedger, { sent }: Connection): number {
  return Math.max(0, (sent.findLast(({ vouches }) => vouches)?.made ?? saved) - saved)
}

function withConnection(ledger: SaveLedger, change: (connection: Connection) => Connection): SaveLedger {
  return ledger.connection === undefined ? ledger : { ...ledger, connection: change(ledger.connection) }
}

function sentNext(connection: Connection, { frame, complete, left = 0 }: SentFact, madeSoFar: number): Connection {
  const unbroken = connection.unbroken || complete
  const next = { frame, made: madeSoFar - left, complete, vouches: unbroken, isPart: left === Infinity }
  return { ...connection, unbroken, sent: [...connection.sent.slice(1 - rememberedFrames), next] }
}

function savedNext(ledger: SaveLedger, frames: number, at: number): SaveLedger {
  const { connection } = ledger
  if (connection === undefined) return ledger
  const settled = connection.sent.filter(sent => sent.frame <= frames)
  const rest = { ...ledger, connection: { ...connection, sent: connection.sent.slice(settled.length) } }
  const last = settled.findLast(sent => sent.vouches && !sent.isPart)
  if (last === undefined) return rest
  const saved = Math.max(ledger.saved, last.made)
  return { ...rest, saved, savedAt: at, refusal: saved >= ledger.made ? undefined : ledger.refusal }
}

function refusedNext(ledger: SaveLedger, fact: SaveFact & { readonly fact: 'refused' }): SaveLedger {
  const { code, facts, frame, frames } = fact
  // A sync step 2 of which only the part without gaps was taken: what was left out had not reached this document
  // either, so nothing made here is missing.
  if (code === 'gap' && facts['partly'] === true) return ledger
  // After any other gap the server asks for all that it lacks: nothing is lost, and nobody has to do anything.
  // And of a disk that is full `access` tells, also when it is over.
  const isJudgement = code !== 'gap' && code !== 'storage'
  const refusal = isJudgement ? { code, facts } : ledger.refusal
  return {
    ...withConnection(ledger, connection => {
      // One that is forgotten came before all that are remembered.
      const isRemembered = connection.sent.some(each => each.frame >= frame && each.frame < frame + frames)
      let unbroken = connection.unbroken && isRemembered
      const sent: SentFrame[] = []
      for (const each of connection.sent) {
        if (each.frame >= frame && each.frame < frame + frames) unbroken = false
        else if (each.frame < frame) sent.push(each)
        else {
          unbroken ||= each.complete
          sent.push({ ...each, vouches: unbroken })
        }
      }
      return { ...connection, sent, unbroken }
    }),
    refusal,
  }
}
