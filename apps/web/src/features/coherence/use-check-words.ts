import { isKind, type AnyRecord, type RecordRef } from '@barycentre/plan'
import type { Finding } from '@barycentre/rules'
import { checkWords, type CheckWords as Words } from '@barycentre/rules/words'
import { useMemo } from 'react'
import { useFormat, useLanguage } from '../../shell/language.tsx'
import { usePlan } from '../../workspace/index.ts'
import { recordName } from '../record/labels.ts'

/** What the checks say, in the language of the screen: the same words wherever a finding is shown. */
export interface CheckWords extends Words {
  /** What the finding is about; undefined where that is the plan as a whole. */
  subject(finding: Finding): string | undefined
}

export function useCheckWords(): CheckWords {
  const { messages } = useLanguage()
  const format = useFormat()
  const plan = usePlan(plan => plan)
  return useMemo(() => {
    const { translate, has } = messages
    return {
      ...checkWords({
        say: (key, values) => (has(key) ? translate(key, values) : undefined),
        date: format.date,
        list: format.list,
      }),
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
