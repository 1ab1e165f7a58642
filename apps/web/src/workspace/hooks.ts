import type { Result } from '@barycentre/kit'
import { runCall, runCommand, valueAt, writeProse, type Command, type Refusal } from '@barycentre/commands'
import type { Call, Kind, Plan } from '@barycentre/plan'
import type { Finding, Judgement } from '@barycentre/rules'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { LedgerEntry } from '../shell/api.ts'
import type { Rules } from './coherence.ts'
import type { LiveDocument, Member } from './open-workspace.ts'
import type { Presence, PresenceAt } from './presence.ts'
import { previewCall, type Preview } from './preview.ts'
import { useHere } from './provider.tsx'
import type { DocumentStatus, SaveStatus } from './save-status.ts'
import { pageTransport, type LineChoice, type TransportFacts } from './transport.ts'

/** What `select` picks of the plan; the view is drawn again only when that changes by identity. */
export function usePlan<T>(select: (plan: Plan) => T): T {
  const { planDoc } = useHere().open
  const subscribe = useCallback((tell: () => void) => planDoc.observe(tell), [planDoc])
  return useSyncExternalStore(subscribe, () => select(planDoc.plan()))
}

/** For handlers that look once and do not draw: the plan as it stands. */
export function useReadPlan(): () => Plan {
  return useHere().open.planDoc.plan
}

export type Run = <Args, Value>(command: Command<Args, Value>, args: NoInfer<Args>) => Result<Value, Refusal>

/** Runs commands: each call is one gesture and one step of undo. */
export function useRun(): Run {
  const { open } = useHere()
  return useCallback(
    (command, args) => runCommand(open.planDoc, command, args, { random: Math.random, mayWrite: open.mayWrite }),
    [open],
  )
}

/** A prose field of a record: its text, and how to make it read otherwise while others type in it too. */
export function useProse(
  kind: Kind,
  id: string,
  field: string,
): { readonly text: string; readonly write: (text: string) => Result<void | undefined, Refusal> } {
  const run = useRun()
  const text = usePlan(plan => {
    const record = plan[kind].get(id)
    const value = record === undefined ? undefined : valueAt(record, field)
    return typeof value === 'string' ? value : ''
  })
  const write = useCallback((next: string) => run(writeProse, { kind, id, field, text: next }), [run, kind, id, field])
  return { text, write }
}

export function useUndo(): {
  readonly undo: () => boolean
  readonly redo: () => boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
} {
  const { undo } = useHere().open
  const subscribe = useCallback((tell: () => void) => undo.on(tell), [undo])
  const canUndo = useSyncExternalStore(subscribe, undo.canUndo)
  const canRedo = useSyncExternalStore(subscribe, undo.canRedo)
  return { undo: undo.undo, redo: undo.redo, canUndo, canRedo }
}

export function useSaveStatus(): SaveStatus {
  const { open } = useHere()
  return useSyncExternalStore(open.onStatus, open.saveStatus)
}

/** Where my work is, document by document. */
export function useDocumentStatuses(): readonly DocumentStatus[] {
  const { open } = useHere()
  return useSyncExternalStore(open.onStatus, open.documents)
}

/** For those whose work is not saved: what it is, and how to try again. */
export function useUnsaved(): { readonly read: () => string; readonly tryNow: () => void } {
  const { open } = useHere()
  return { read: open.unsavedText, tryNow: open.reconnect }
}

/** How this page reaches the server, and what that costs. */
export function useTransport(): TransportFacts & { choose(choice: LineChoice): void } {
  const transport = pageTransport()
  const facts = useSyncExternalStore(transport.on, transport.facts)
  return { ...facts, choose: transport.choose }
}

/** Whether there is a plan to show: this device held one, or the server's has arrived. */
export function useOpened(): boolean {
  const { live } = useHere().open
  return useSyncExternalStore(live.on, live.opened)
}

/** Whether I may write the plan. A courtesy that greys things out; the server decides. */
export function useCanWrite(): boolean {
  const { open } = useHere()
  return useSyncExternalStore(open.onStatus, open.mayWrite)
}

export function usePeople(): readonly Presence[] {
  const { open } = useHere()
  return useSyncExternalStore(open.onPeople, open.people)
}

export function useMe(): Member {
  return useHere().me
}

export function useWorkspace() {
  return useHere().workspace
}

/** Announces where I am, for those who look or follow. */
export function usePresenceAt(): (at: PresenceAt) => void {
  return useHere().open.announceAt
}

/** Announces what a gesture shows while it lasts; undefined when it is over. */
export function useGesture(): (gesture: unknown) => void {
  return useHere().open.announceGesture
}

export interface TextDocument {
  readonly live: LiveDocument
  readonly doc: LiveDocument['doc']
  readonly awareness: LiveDocument['awareness']
  readonly opened: boolean
  readonly canWrite: boolean
}

/** A rich text of the workspace (`text/{name}`), open while the view stands; undefined for a moment at first. */
export function useTextDocument(name: string, schema: number): TextDocument | undefined {
  const { open, me } = useHere()
  const [live, setLive] = useState<LiveDocument>()
  useEffect(() => {
    const text = open.openText(name, schema)
    setLive(text.live)
    return () => {
      setLive(undefined)
      text.release()
    }
  }, [open, name, schema])
  const subscribe = useCallback((tell: () => void) => live?.on(tell) ?? (() => {}), [live])
  const opened = useSyncExternalStore(subscribe, () => live?.opened() ?? false)
  const mayWrite = useSyncExternalStore(subscribe, () => live?.mayWrite() ?? false)
  const canWrite = mayWrite && me.role !== 'reader'
  return useMemo(
    () => live && { live, doc: live.doc, awareness: live.awareness, opened, canWrite },
    [live, opened, canWrite],
  )
}

/** Whom I follow: their tab, and what to do when they move. Any act of mine ends it. */
export function useFollow(): {
  readonly following: Presence | undefined
  readonly follow: (clientId: number) => void
  readonly stop: () => void
} {
  const people = usePeople()
  const { open } = useHere()
  const followed = useSyncExternalStore(open.following.on, open.following.get)
  const sameTab = people.find(person => person.clientId === followed?.clientId)
  const following = sameTab ?? people.find(person => person.personId === followed?.personId && !person.self)
  return {
    following,
    follow(clientId) {
      const person = people.find(each => each.clientId === clientId)
      open.following.set(person && { clientId, personId: person.personId })
    },
    stop: () => open.following.set(undefined),
  }
}

/** What was decided, as the server tells it (read-only); undefined until it has answered. */
export function useLedger(): readonly LedgerEntry[] | undefined {
  const { ledger } = useHere().open
  return useSyncExternalStore(ledger.on, ledger.get)
}

/** What the checks find in the plan as it stands; undefined until they have been asked for the first time. */
export function useJudgement(): Judgement | undefined {
  const { coherence } = useHere().open
  return useSyncExternalStore(coherence.on, coherence.judgement)
}

/** Whether the checks could not be fetched, and how to ask for them again. */
export function useLackOfRules(): { readonly isLacking: boolean; readonly fetchAgain: () => void } {
  const { coherence } = useHere().open
  return { isLacking: useSyncExternalStore(coherence.on, coherence.isLacking), fetchAgain: coherence.fetchAgain }
}

/** The checks themselves; undefined until they have come. */
export function useRules(): Rules | undefined {
  const { coherence } = useHere().open
  return useSyncExternalStore(coherence.on, coherence.rules)
}

/** What the checks find about one record and waits for somebody; the same list as long as it says the same. */
export function useFindingsAbout(kind: Kind, id: string): readonly Finding[] {
  const { coherence } = useHere().open
  return useSyncExternalStore(coherence.on, () => coherence.about(`${kind}/${id}`))
}

/** Tries a proposed act on a copy, or does it: as one gesture and one step of undo. */
export function useCalls(): {
  readonly preview: (call: Call) => Result<Preview, Refusal>
  readonly run: (call: Call) => Result<unknown, Refusal>
} {
  const { open } = useHere()
  return useMemo(
    () => ({
      preview: call => previewCall(open.live.doc, call),
      run: call => runCall(open.planDoc, call, { random: Math.random, mayWrite: open.mayWrite }),
    }),
    [open],
  )
}
