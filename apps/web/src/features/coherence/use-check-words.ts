import type { MessageValues } from '@barycentre/messages'
import { isKind, type AnyRecord, type RecordRef } from '@barycentre/plan'
import type { CheckId, Fact, Finding } from '@barycentre/rules'
import { useMemo } from 'react'
import { useFormat, useLanguage } from '../../shell/language.tsx'
import { usePlan } from '../../workspace/index.ts'
import { recordName } from '../record/labels.ts'

/** What the checks say, in the language of the screen: the same words wherever a finding is shown. */
export interface CheckWords {
  title(check: CheckId): string
  /** What is seen here. */
  sentence(finding: Finding): string
  /** Why it matters. */
  why(check: CheckId): string
  /** The next act, as on a button. */
  act(check: CheckId): string
  /** What the finding is about; undefined where that is the plan as a whole. */
  subject(finding: Finding): string | undefined
}

export function useCheckWords(): CheckWords {
  const { messages } = useLanguage()
  const format = useFormat()
  const plan = usePlan(plan => plan)
  return useMemo(() => {
    const { translate, has } = messages
    // A word that a newer server or an imported file brings is shown as it came.
    const say = (key: string, otherwise: string, values?: MessageValues) =>
      has(key) ? translate(key, values) : otherwise
    const word = (each: string) => say(`checks.word.${each}`, each)

    function valueOf(fact: Fact): string | number {
      if (typeof fact === 'string' || typeof fact === 'number') return fact
      if ('date' in fact) return format.date(fact.date)
      return format.list('words' in fact ? fact.words.map(word) : fact.texts)
    }

    return {
      title: check => say(`checks.${check}.title`, check),
      why: check => say(`checks.${check}.why`, ''),
      act: check => say(`checks.${check}.act`, check),
      sentence({ check, facts = {} }) {
        const values = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, valueOf(fact)]))
        return say(`checks.${check}.finding`, check, values)
      },
      subject({ about, facts }) {
        if (about === undefined) return undefined
        const record = isKind(about.kind) ? findIn(plan[about.kind], about.id) : undefined
        if (record !== undefined) return recordName(messages, plan, record)
        return typeof facts?.['title'] === 'string' ? facts['title'] : undefined
      },
    }
  }, [messages, format, plan])
}

function findIn(records: ReadonlyMap<string, AnyRecord>, id: string): AnyRecord | undefined {
  return records.get(id)
}

/** The record at which the next act would be done; undefined where there is none in the plan. */
export function placeOf({ at, about }: Finding): { readonly ref: RecordRef; readonly field?: string } | undefined {
  if (at !== undefined) return at
  return about !== undefined && isKind(about.kind) ? { ref: { kind: about.kind, id: about.id } } : undefined
}
