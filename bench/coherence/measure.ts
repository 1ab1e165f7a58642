import { must } from '@barycentre/kit'
import type { AnyRecord, PlanFile } from '@barycentre/plan'
import { openPlanDoc, ServerWrite, writePlan } from '@barycentre/plan-doc'
import { evidenceIn, judge, judgeInSteps, type Evidence } from '@barycentre/rules'
import { Worker } from 'node:worker_threads'
import * as Y from 'yjs'
import type { Edit } from './edits.ts'

/** Milliseconds, one for each run. */
export type Times = readonly number[]

const day = '2006-09-01'

/** The whole plan, by a JavaScript engine that has never run the checks: once in each of so many threads. */
export async function judgedCold(file: PlanFile, runs: number): Promise<Times> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const thread = new Worker(new URL('cold.ts', import.meta.url), { workerData: evidenceIn(file, day) })
    times.push(
      await new Promise<number>((resolve, reject) => {
        thread.once('message', resolve)
        thread.once('error', reject)
      }),
    )
    await thread.terminate()
  }
  return times
}

/** The whole plan, again and again; nothing that was worked out for it before is of use. */
export function judgedWarm(file: PlanFile, runs: number): Times {
  const evidence = evidenceIn(file, day)
  const once = () => timed(afresh(evidence), each => judge(each))
  for (let run = 0; run < 3; run++) once()
  return Array.from({ length: runs }, once)
}

/** How long the checks hold up whatever else waits for the thread: the longest step of each run. */
export function longestSteps(file: PlanFile, runs: number): Times {
  const evidence = evidenceIn(file, day)
  return Array.from({ length: runs }, () => {
    const steps = judgeInSteps(afresh(evidence))
    let longest = 0
    for (let isDone = false; !isDone;) {
      const began = performance.now()
      isDone = steps.next().done === true
      longest = Math.max(longest, performance.now() - began)
    }
    return longest
  })
}

/** After one edit, made in a live document as people make it: what judging takes that knows the judgement before. */
export function judgedAfterEdits(file: PlanFile, edits: readonly Edit[], times: number): ReadonlyMap<Edit, Times> {
  const planDoc = openPlanDoc(new Y.Doc())
  planDoc.transact(new ServerWrite('import'), draft => writePlan(draft, file.plan))
  const rest = evidenceIn(file, day)
  let judgement = judge({ ...rest, plan: planDoc.plan() })
  const measured = new Map(edits.map(edit => [edit, [] as number[]]))
  const warmUp = 2
  // In turns: no kind of edit profits from following itself.
  for (let time = 0; time < times + warmUp; time++) {
    for (const [edit, into] of measured) {
      edit.make(planDoc, time)
      const evidence = { ...rest, plan: planDoc.plan() }
      const began = performance.now()
      const next = judge(evidence, judgement)
      if (time >= warmUp) into.push(performance.now() - began)
      judgement = next
    }
  }
  const whole = judge(afresh(judgement.evidence))
  if (JSON.stringify(whole.findings) !== JSON.stringify(judgement.findings))
    throw new Error('Edit by edit, the checks found something else than at once')
  planDoc.close()
  return measured
}

function timed<T>(of: T, work: (of: T) => unknown): number {
  const began = performance.now()
  work(of)
  return performance.now() - began
}

/** The same evidence of which nothing is known yet: what was worked out is kept by the identity of its parts. */
function afresh(evidence: Evidence): Evidence {
  const records: readonly (readonly [string, ReadonlyMap<string, AnyRecord>])[] = Object.entries(evidence.plan)
  const plan = Object.fromEntries(records.map(([kind, all]) => [kind, new Map(all)]))
  const ledger = Object.fromEntries(
    Object.entries(must(evidence.ledger, 'a file has a ledger')).map(([kind, entries]) => [kind, [...entries]]),
  )
  return { ...evidence, plan: plan as unknown as Evidence['plan'], ledger }
}
