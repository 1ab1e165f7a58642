import { runCall, type Refusal } from '@barycentre/commands'
import { ok, sameJson, type Result } from '@barycentre/kit'
import { openPlanDoc } from '@barycentre/plan-doc'
import { definitions, kinds, type AnyRecord, type Call, type Kind, type Plan } from '@barycentre/plan'
import * as Y from 'yjs'

/** What a call would do to the plan. */
export interface Preview {
  readonly changes: readonly PreviewedChange[]
  /** The plan as it would be. */
  readonly plan: Plan
}

export interface PreviewedChange {
  readonly kind: Kind
  readonly id: string
  readonly does: 'create' | 'change' | 'remove'
  /** The record as it was and as it would be, where it was or would be. */
  readonly before: AnyRecord | undefined
  readonly after: AnyRecord | undefined
  /** The fields that differ. */
  readonly fields: readonly string[]
}

/** Tries a call on a copy of the document, which nobody ever sees. */
export function previewCall(doc: Y.Doc, call: Call): Result<Preview, Refusal> {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const planDoc = openPlanDoc(copy)
  try {
    const before = planDoc.plan()
    const result = runCall(planDoc, call, { random: Math.random, mayWrite: () => true })
    return result.ok ? ok({ plan: planDoc.plan(), changes: differences(before, planDoc.plan()) }) : result
  } finally {
    planDoc.close()
    copy.destroy()
  }
}

function differences(before: Plan, after: Plan): PreviewedChange[] {
  return kinds.flatMap(kind => {
    const [was, is] = [before[kind] as ReadonlyMap<string, AnyRecord>, after[kind] as ReadonlyMap<string, AnyRecord>]
    if (was === is) return []
    return [...new Set([...was.keys(), ...is.keys()])].flatMap(id => differenceOf(kind, id, was.get(id), is.get(id)))
  })
}

function differenceOf(
  kind: Kind,
  id: string,
  before: AnyRecord | undefined,
  after: AnyRecord | undefined,
): PreviewedChange[] {
  if (before === after) return []
  const names = Object.keys(definitions[kind].fields)
  const valueIn = (record: AnyRecord | undefined, name: string) =>
    (record as unknown as Readonly<Record<string, unknown>> | undefined)?.[name]
  const fields = names.filter(name => !sameJson(valueIn(before, name), valueIn(after, name)))
  const does = before === undefined ? 'create' : after === undefined ? 'remove' : 'change'
  return fields.length === 0 && does === 'change' ? [] : [{ kind, id, does, before, after, fields }]
}
