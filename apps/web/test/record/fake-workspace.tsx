import { runCommand, valueAt, writeProse, createRecord, type Command, type Refusal } from '@barycentre/commands'
import { seededRandom, type Result } from '@barycentre/kit'
import { createMessages } from '@barycentre/messages'
import { compileCatalogue } from '@barycentre/messages/compile'
import checks from '@barycentre/messages/catalogues/en/checks.json'
import coherence from '@barycentre/messages/catalogues/en/coherence.json'
import fields from '@barycentre/messages/catalogues/en/fields.json'
import kinds from '@barycentre/messages/catalogues/en/kinds.json'
import record from '@barycentre/messages/catalogues/en/record.json'
import refusals from '@barycentre/messages/catalogues/en/refusals.json'
import shell from '@barycentre/messages/catalogues/en/shell.json'
import type { Kind, Plan } from '@barycentre/plan'
import { openPlanDoc, type PlanDoc } from '@barycentre/plan-doc'
import { useSyncExternalStore, type ReactNode } from 'react'
import * as Y from 'yjs'

/** A real plan document behind the hooks of the workspace, and no server. */
export const workspace = openFake()

type Run = <Args, Value>(command: Command<Args, Value>, args: NoInfer<Args>) => Result<Value, Refusal>

interface Fake {
  readonly doc: Y.Doc
  readonly planDoc: PlanDoc
  mayWrite: boolean
  run: Run
  create(kind: Kind, id: string, fields: Record<string, unknown>): void
  /** What another person writes: the same text in another document, that arrives as bytes. */
  fromAnother(change: (run: Run) => void): void
}

function openFake(): Fake {
  const doc = new Y.Doc()
  const planDoc = openPlanDoc(doc)
  const random = seededRandom(1)
  const fake: Fake = {
    doc,
    planDoc,
    mayWrite: true,
    run(command, args) {
      return runCommand(planDoc, command, args, { random, mayWrite: () => fake.mayWrite })
    },
    create(kind, id, fields) {
      const result = fake.run(createRecord, { kind, id, fields })
      if (!result.ok) throw new Error(JSON.stringify(result.error))
    },
    fromAnother(change) {
      const other = new Y.Doc()
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
      const otherPlan = openPlanDoc(other)
      change((command, args) => runCommand(otherPlan, command, args, { random, mayWrite: () => true }))
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
    },
  }
  return fake
}

export const workspaceHooks = {
  usePlan: <T,>(select: (plan: Plan) => T): T =>
    useSyncExternalStore(workspace.planDoc.observe, () => select(workspace.planDoc.plan())),
  useRun: () => workspace.run,
  useProse(kind: Kind, id: string, field: string) {
    const text = workspaceHooks.usePlan(plan => valueAt(plan[kind].get(id) ?? {}, field))
    return {
      text: typeof text === 'string' ? text : '',
      write: (next: string) => workspace.run(writeProse, { kind, id, field, text: next }),
    }
  },
  useCanWrite: () => workspace.mayWrite,
  useOpened: () => true,
  usePeople: () => nobody,
  useLedger: () => nobody,
  usePresenceAt: () => ignore,
  useMe: () => ({ personId: 'p', name: 'Olivia' }),
  useWorkspace: () => ({ id: 'w', name: 'W', group: 'DPKO', role: 'owner' }),
  // The checks have not come yet: the fields do not wait for them.
  useRules: () => undefined,
  useJudgement: () => undefined,
  useFindingsAbout: () => nobody,
}
const nobody: readonly never[] = []
const ignore = () => {}

const messages = createMessages(
  'en',
  compileCatalogue({ ...checks, ...coherence, ...fields, ...kinds, ...record, ...refusals, ...shell }),
)
const format = {
  date: (date: unknown) => String(date),
  number: (value: number) => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 20 }).format(value),
  list: (parts: readonly string[]) => parts.join(', '),
}
export const languageHooks = {
  useLanguage: () => ({ messages }),
  useMessages: () => messages.translate,
  useFormat: () => format,
  WithMessages: ({ children }: { children: ReactNode }) => children,
}
export const words = {
  close: 'Close',
  clear: 'Clear',
  loading: 'Loading',
  noMatches: 'No matches',
  remove: (label: string) => `Remove ${label}`,
  create: (label: string) => `Create ${label}`,
  more: (count: number) => `${count} more`,
}
