import { createEmitter } from '@barycentre/kit'
import type { PlanDoc } from '@barycentre/plan-doc'
import type { LedgerEntry } from '../shell/api.ts'
import { PROSE_SCHEMA_VERSION } from '@barycentre/prose'
import type * as rulesRoom from '@barycentre/rules'
import type { Evidence, Finding, Judgement } from '@barycentre/rules'
import * as Y from 'yjs'
import type { LedgerFeed } from './ledger.ts'
import type { LiveDocument } from './open-workspace.ts'

export type Rules = typeof rulesRoom

/** What the checks find in the plan as it stands, kept up with every change, whoever made it. */
export interface Coherence {
  /** Undefined until it has been judged for the first time. */
  judgement(): Judgement | undefined
  /** What is found about one record and waits for somebody (`objective/o1`); the same list as long as it says the same. */
  about(record: string): readonly Finding[]
  /** The checks themselves, once they have come. */
  rules(): Rules | undefined
  /** The checks could not be fetched. */
  isLacking(): boolean
  fetchAgain(): void
  /** Told of every new judgement. The first who listens has the checks fetched and begun. */
  on(listener: () => void): () => void
  close(): void
}

export interface CoherencePorts {
  readonly planDoc: PlanDoc
  readonly plan: LiveDocument
  readonly ledger: LedgerFeed
  openText(name: string, schema: number): { readonly live: LiveDocument; release(): void }
}

/** How long after the opening the checks are fetched, milliseconds. */
const patience = 400
/** Changes that come together are judged together, milliseconds. */
const gathering = 60
/** As long as that the checks may hold up the screen, milliseconds: half a frame. */
const slice = 8

export function openCoherence({ planDoc, plan, ledger, openText }: CoherencePorts): Coherence {
  const news = createEmitter<[]>()
  let rules: Rules | undefined
  let judgement: Judgement | undefined
  let isStarted = false
  let isClosed = false
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isJudging = false
  let isLacking = false
  let byRecord: ReadonlyMap<string, readonly Finding[]> = new Map()
  let texts: ReadonlySet<string> | undefined
  let ledgerOf: { entries: readonly LedgerEntry[]; ledger: Evidence['ledger'] } | undefined
  const undo: (() => void)[] = []

  function start(): void {
    isStarted = true
    const vision = openText('vision', PROSE_SCHEMA_VERSION)
    undo.push(
      vision.release,
      vision.live.on(readTexts),
      planDoc.observe(judgeSoon),
      ledger.on(judgeSoon),
      plan.on(judgeSoon),
    )
    vision.live.doc.on('update', readTexts)
    // The day may end while somebody looks at the screen.
    const hourly = setInterval(judgeSoon, 3_600_000)
    undo.push(() => clearInterval(hourly))
    // The first view comes first.
    const first = setTimeout(fetchRules, patience)
    undo.push(() => clearTimeout(first))

    function readTexts(): void {
      const { live } = vision
      const now = live.opened() ? saysSomething(live.doc.getXmlFragment('prose')) : undefined
      if (now === undefined || now === texts?.has('vision')) return
      texts = new Set(now ? ['vision'] : [])
      judgeSoon()
    }
  }

  function fetchRules(): void {
    isLacking = false
    import('@barycentre/rules').then(
      module => {
        rules = module
        judgeSoon()
      },
      () => {
        isLacking = true
        news.emit()
      },
    )
  }

  function judgeSoon(): void {
    if (isClosed || isJudging) return
    waiting ??= setTimeout(() => {
      waiting = undefined
      void judgeAll()
    }, gathering)
  }

  /** Until what was judged is what there is. */
  async function judgeAll(): Promise<void> {
    if (rules === undefined || isJudging || isClosed || !plan.opened()) return
    isJudging = true
    try {
      const { judgeInSteps } = rules
      for (let isNew = true; isNew;) {
        const steps = judgeInSteps(evidenceNow(rules), judgement)
        let began = performance.now()
        for (let step = steps.next(); ; step = steps.next()) {
          if (step.done === true) {
            isNew = step.value !== judgement
            judgement = step.value
            break
          }
          if (performance.now() - began < slice) continue
          await screenDrawn()
          if (isClosed) return
          began = performance.now()
        }
        if (isNew) {
          byRecord = waitingByRecord(rules, judgement as Judgement, byRecord)
          news.emit()
        }
      }
    } finally {
      isJudging = false
    }
  }

  function evidenceNow(module: Rules): Evidence {
    const entries = ledger.get()
    if (entries !== undefined && entries !== ledgerOf?.entries) {
      ledgerOf = { entries, ledger: module.ledgerOf(entries as Parameters<Rules['ledgerOf']>[0]) }
    }
    const now = planDoc.plan()
    return { plan: now, ledger: ledgerOf?.ledger, texts, day: module.dayOf(now, today()) }
  }

  return {
    judgement: () => judgement,
    about: record => byRecord.get(record) ?? noFindings,
    rules: () => rules,
    isLacking: () => isLacking,
    fetchAgain() {
      if (isLacking) fetchRules()
    },
    on(listener) {
      if (!isStarted && !isClosed) start()
      return news.on(listener)
    },
    close() {
      isClosed = true
      clearTimeout(waiting)
      for (const each of undo) each()
    },
  }
}

const noFindings: readonly Finding[] = []

function waitingByRecord(
  { isWaiting }: Rules,
  { findings, evidence }: Judgement,
  before: ReadonlyMap<string, readonly Finding[]>,
): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { about } = finding
    if (about === undefined || !isWaiting(finding, evidence)) continue
    const key = `${about.kind}/${about.id}`
    const all = found.get(key)
    if (all === undefined) found.set(key, [finding])
    else all.push(finding)
  }
  return new Map([...found].map(([key, now]) => [key, areSame(before.get(key), now) ? (before.get(key) ?? now) : now]))
}

function areSame(some: readonly Finding[] | undefined, others: readonly Finding[]): boolean {
  return some?.length === others.length && some.every((finding, i) => finding === others[i])
}

/** By the calendar of Greenwich, so that headquarters and field judge by the same day. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function screenDrawn(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve))
}

function saysSomething(node: Y.XmlFragment | Y.XmlElement): boolean {
  return node.toArray().some(child => {
    if (child instanceof Y.XmlText) return child.length > 0 && /\S/.test(child.toString())
    return child instanceof Y.XmlElement && saysSomething(child)
  })
}
