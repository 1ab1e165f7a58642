import { takeable } from './causal-order.ts'
import { scanUpdate, type Deletion, type ScannedUpdate, type ScanLimits } from './scan-update.ts'
import { UpdateBuilder } from './update-builder.ts'

/** What somebody holds of a document: enough to judge what an update would do to it. */
export interface Holding {
  /** The clock up to which everything of the client is there. */
  clockOf(client: number): number
  /** What of the range is not deleted yet. */
  missing(deletion: Deletion): Iterable<Deletion>
}

/** What an update would do to a document, found without doing it. */
export type Examination =
  /** Not an update, or one that no order of events could have produced. */
  | { readonly finding: 'malformed'; readonly reason: string }
  /** It builds on something that neither the document nor the update itself holds; `news` is the part that does not. */
  | { readonly finding: 'gap'; readonly clients: readonly number[]; readonly news: ScannedUpdate | undefined }
  /** The document holds all of it already. */
  | { readonly finding: 'known'; readonly clients: readonly number[] }
  /** `news` is what is new of it, and follows directly on what is there. */
  | { readonly finding: 'news'; readonly clients: readonly number[]; readonly news: ScannedUpdate }

/**
 * Judges an update against what is held. Yjs itself keeps what has a gap as *pending*, where it weighs on everybody, may
 * never come free, and looks to its sender like something taken; so gaps are found here, before.
 */
export function examineUpdate(holding: Holding, update: Uint8Array, limits?: ScanLimits): Examination {
  try {
    return examineScanned(holding, scanUpdate(update, limits))
  } catch (cause) {
    return { finding: 'malformed', reason: cause instanceof Error ? cause.message : String(cause) }
  }
}

function examineScanned(holding: Holding, scanned: ScannedUpdate): Examination {
  const clients = scanned.runs.map(run => run.client)
  const structs = followsDirectly(holding, scanned)
    ? { structs: scanned, isWhole: true }
    : takeable(scanned, client => holding.clockOf(client))
  const ends = new Map(structs.structs.runs.map(run => [run.client, run.end]))
  let { isWhole } = structs
  const missing: Deletion[] = []
  for (const deletion of scanned.deletions) {
    const { client, clock, length } = deletion
    if (clock + length <= (ends.get(client) ?? holding.clockOf(client))) missing.push(...holding.missing(deletion))
    else isWhole = false
  }
  const news = join(scanned, structs.structs, missing)
  if (!isWhole) return { finding: 'gap', clients, news }
  return news === undefined ? { finding: 'known', clients } : { finding: 'news', clients, news }
}

/** The ordinary case, in which nothing has to be taken apart: one client's next structs, building on what is there. */
function followsDirectly(holding: Holding, { runs, needs }: ScannedUpdate): boolean {
  for (const { client, clock, hasHoles } of runs) if (hasHoles || clock !== holding.clockOf(client)) return false
  for (const [client, end] of needs) if (end > holding.clockOf(client)) return false
  return true
}

function join(whole: ScannedUpdate, structs: ScannedUpdate, deletions: readonly Deletion[]): ScannedUpdate | undefined {
  if (structs.runs.length === 0 && deletions.length === 0) return undefined
  if (structs === whole && sameDeletions(whole.deletions, deletions)) return whole
  const builder = new UpdateBuilder()
  for (const run of structs.runs) builder.addRun(structs.bytes, run)
  for (const { client, clock, length } of deletions) builder.addDeletion(client, clock, clock + length)
  return scanUpdate(builder.build())
}

function sameDeletions(a: readonly Deletion[], b: readonly Deletion[]): boolean {
  return a.length === b.length && a.every((each, i) => each.clock === b[i]?.clock && each.length === b[i]?.length)
}
