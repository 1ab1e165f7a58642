import type { Copy } from './copy.ts'
import { Deletions } from './update/deletions.ts'
import type { Holding } from './update/examine-update.ts'
import { Nesting } from './update/nesting.ts'
import type { Deletion, ScannedUpdate } from './update/scan-update.ts'
import { UpdateBuilder } from './update/update-builder.ts'

/** A row about to be appended: what one author wrote in a turn. */
export interface RowDraft<Writer> {
  readonly author: string
  readonly writer: Writer | undefined
  readonly parts: ScannedUpdate[]
  readonly newClients: number[]
}

/**
 * What a turn would add to a copy, held beside it until the store has kept it. What one writer sends in a turn becomes
 * one row, as long as it builds on nothing that another has only just sent: the order of rows is one in which each can be
 * taken.
 */
export class Staged<Writer> implements Holding {
  readonly rows: RowDraft<Writer>[] = []
  size = 0
  readonly #copy: Copy
  readonly #clocks = new Map<number, number>()
  readonly #deletions = new Deletions()
  #nesting: Nesting | undefined
  readonly #owners = new Map<number, string>()
  /** In which draft the newest structs of a client are. */
  readonly #draftOf = new Map<number, RowDraft<Writer>>()
  readonly #openDrafts = new Map<Writer | undefined, RowDraft<Writer>>()

  constructor(copy: Copy) {
    this.#copy = copy
  }

  clockOf(client: number): number {
    return this.#clocks.get(client) ?? this.#copy.bytes.clockOf(client)
  }

  *missing(deletion: Deletion): Iterable<Deletion> {
    for (const each of this.#copy.bytes.missing(deletion)) {
      if (this.#deletions.isEmpty) yield each
      else yield* this.#deletions.missing(each)
    }
  }

  ownerOf(client: number): string | undefined {
    return this.#owners.get(client) ?? this.#copy.authors.get(client)
  }

  /** How deep the deepest of it would lie. */
  depthOf(news: ScannedUpdate): number {
    if (!news.hasTypes) return 0
    if (this.#nesting === undefined) {
      this.#nesting = new Nesting(this.#copy.bytes.nesting)
      for (const { parts } of this.rows) for (const part of parts) this.#nesting.take(this.#nesting.measure(part))
    }
    return this.#nesting.measure(news).deepest
  }

  /** Adds what has been examined against this. */
  add(news: ScannedUpdate, author: string, writer: Writer | undefined): void {
    this.#nesting?.take(this.#nesting.measure(news))
    const draft = this.#draftFor(news, author, writer)
    draft.parts.push(news)
    this.size += news.bytes.length
    for (const { client, end } of news.runs) {
      this.#clocks.set(client, end)
      this.#draftOf.set(client, draft)
      if (this.ownerOf(client) !== undefined) continue
      this.#owners.set(client, author)
      draft.newClients.push(client)
    }
    for (const { client, clock, length } of news.deletions) this.#deletions.add(client, clock, clock + length)
  }

  #draftFor(news: ScannedUpdate, author: string, writer: Writer | undefined): RowDraft<Writer> {
    const open = this.#openDrafts.get(writer)
    if (open?.author === author && !this.#buildsOnOthers(news, open)) return open
    const draft: RowDraft<Writer> = { author, writer, parts: [], newClients: [] }
    this.rows.push(draft)
    this.#openDrafts.set(writer, draft)
    return draft
  }

  /** Nobody has been sent what others write in this turn, but some find ways: two tabs of one person, for example. */
  #buildsOnOthers({ runs, needs, deletions }: ScannedUpdate, own: RowDraft<Writer>): boolean {
    if (this.rows.length === 1) return false
    const isOthers = (client: number, end: number) =>
      this.#draftOf.has(client) && this.#draftOf.get(client) !== own && end > this.#copy.bytes.clockOf(client)
    for (const { client, end } of runs) if (isOthers(client, end)) return true
    for (const [client, end] of needs) if (isOthers(client, end)) return true
    for (const { client, clock, length } of deletions) if (isOthers(client, clock + length)) return true
    return false
  }
}

/** The update of these parts, which follow one another. Never a view of somebody's buffer: it is kept. */
export function joinParts(parts: readonly ScannedUpdate[]): Uint8Array {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return new Uint8Array(only.bytes)
  const builder = new UpdateBuilder()
  for (const part of parts) builder.add(part)
  return builder.build()
}
