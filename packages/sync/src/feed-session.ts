import type { Copy, RecentRow } from './copy.ts'
import { encodeExtension } from './extension-message.ts'
import { joinUpdates } from './join-updates.ts'
import { encodeStep2, encodeUpdate } from './message.ts'
import type { RoomSession } from './session.ts'
import type { Place } from './store.ts'
import { splitUpdate } from './update/split-update.ts'

/** An update with the place that holds when it has been taken; without one, as a stock client is sent it. */
export function encodeNews(update: Uint8Array, place: Place | undefined): Uint8Array {
  if (place === undefined) return encodeUpdate(update)
  return encodeExtension({ kind: 'news', sequence: place.sequence, chain: place.chain, update })
}

/** Answers a state vector: the whole of what is lacking, or its pieces one after another. */
export function answerState(session: RoomSession, copy: Copy, stateVector: Uint8Array, encoded: EncodedStates): void {
  const { feed, pace } = session
  if (feed.frames.length > 0 || (feed.isFollowing && feed.isBehind)) {
    // One state on its way is enough, however often it is asked for.
    feed.question = stateVector
    return
  }
  const step2 = encoded.step2For(copy, stateVector)
  if (pace === undefined || step2.length <= pace.pieceBytes) feed.frames.push(step2)
  else feed.frames.push(...encoded.piecesFor(copy, stateVector, pace.pieceBytes))
  // A step 2 says nothing of places.
  if (session.isExtended) feed.frames.push(encodeNews(nothing, copy.place))
  feed.isFollowing = true
  feed.isBehind = true
  feed.upTo = copy.place.sequence
  feed.missed = 0
}

const nothing = new Uint8Array()

/**
 * Sends a session that is behind what it lacks, as long as its socket takes it. Returns whether it has caught up, or
 * needs rows that only the log has.
 */
export function feedSession(
  session: RoomSession,
  copy: Copy,
  maxSocketBytes: number,
  encoded: EncodedStates,
): 'full' | 'caught-up' | 'needs-rows' {
  const { feed } = session
  const room = session.pace === undefined ? maxSocketBytes : Math.min(maxSocketBytes, session.pace.pieceBytes)
  while (session.isOpen) {
    if (session.waiting > room) return 'full'
    const frame = feed.frames.shift()
    if (frame !== undefined) session.send(frame)
    else if (feed.question !== undefined) {
      const { question } = feed
      feed.question = undefined
      feed.isBehind = false
      answerState(session, copy, question, encoded)
    } else if (feed.upTo === copy.place.sequence) return 'caught-up'
    else if (feed.missed > copy.bytes.size && copy.bytes.size > bytesOfRows) {
      // Longer than all there is: then all there is.
      feed.frames.push(encodeNews(copy.bytes.encode(), session.isExtended ? copy.place : undefined))
      feed.upTo = copy.place.sequence
      feed.missed = 0
    } else {
      const rows = copy.recentAfter(feed.upTo)
      if (rows === undefined) return 'needs-rows'
      sendRows(session, rows)
    }
  }
  return 'full'
}

/** Sends as many rows as make a frame of ordinary size, in one. */
export function sendRows(session: RoomSession, rows: readonly RecentRow[]): void {
  const updates: Uint8Array[] = []
  let bytes = 0
  let place: Place | undefined
  for (const row of rows) {
    if (bytes > 0 && bytes + row.update.length > bytesOfRows) break
    updates.push(row.update)
    bytes += row.update.length
    place = row
  }
  if (place === undefined) return
  session.feed.upTo = place.sequence
  session.feed.missed = Math.max(0, session.feed.missed - bytes)
  session.send(encodeNews(joinUpdates(updates), session.isExtended ? place : undefined))
}

const bytesOfRows = 64 * 1024

/** What many ask for at once is encoded once. */
export class EncodedStates {
  #sequence = -1
  readonly #frames = new Map<string, Uint8Array>()
  readonly #pieces = new Map<string, readonly Uint8Array[]>()

  step2For(copy: Copy, stateVector: Uint8Array): Uint8Array {
    return this.#remembered(this.#frames, copy, keyOf(stateVector), () =>
      encodeStep2(copy.bytes.encodeSince(stateVector)),
    )
  }

  /** The last piece is the step 2, by which a provider knows that it has everything. */
  piecesFor(copy: Copy, stateVector: Uint8Array, pieceBytes: number): readonly Uint8Array[] {
    return this.#remembered(this.#pieces, copy, `${pieceBytes}:${keyOf(stateVector)}`, () => {
      const pieces = splitUpdate(copy.bytes.encodeSince(stateVector), pieceBytes)
      return pieces.map((piece, i) => (i === pieces.length - 1 ? encodeStep2(piece) : encodeUpdate(piece)))
    })
  }

  /** Nothing that is remembered holds any more, or is needed. */
  forget(): void {
    this.#frames.clear()
    this.#pieces.clear()
  }

  #remembered<T>(known: Map<string, T>, copy: Copy, key: string, make: () => T): T {
    if (this.#sequence !== copy.place.sequence) this.forget()
    this.#sequence = copy.place.sequence
    let result = known.get(key)
    if (result === undefined) {
      if (known.size >= mostRemembered) known.clear()
      known.set(key, (result = make()))
    }
    return result
  }
}

const mostRemembered = 8

function keyOf(stateVector: Uint8Array): string {
  return stateVector.join()
}
