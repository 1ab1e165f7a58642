import type { AnyRecord, Kind } from '@barycentre/plan'
import type { Choice } from '@barycentre/ui'
import { useMemo } from 'react'
import { useLanguage } from '../../shell/language.tsx'
import { choiceLabel, kindLabel, recordName } from './labels.ts'
import { usePanel } from './panel-context.ts'

/** The records of some kinds as choices, and the chosen ids that name nothing any more: they must be seen to be mended. */
export function useRecordChoices(to: readonly Kind[], chosen: readonly string[]): readonly Choice[] {
  const { messages } = useLanguage()
  const { plan, record } = usePanel()
  const records = to.map(kind => plan[kind])
  return useMemo(() => {
    const choices = records.flatMap(all =>
      [...(all.values() as Iterable<AnyRecord>)]
        .filter(each => each.kind !== record.kind || each.id !== record.id)
        .map(each => ({ value: each.id, label: recordName(messages, plan, each), detail: detailOf(each) })),
    )
    const known = new Set(choices.map(choice => choice.value))
    const lost = chosen.filter(id => !known.has(id))
    return [...choices, ...lost.map(id => ({ value: id, label: messages.translate('record.lost', { id }) }))]

    function detailOf(each: AnyRecord): string | undefined {
      if (each.kind === 'entity' && each.acronym && each.name) return each.name
      return to.length > 1 ? kindLabel(messages, each.kind) : undefined
    }
    // The plan changes with every letter that anybody types; only the records of these kinds matter here.
  }, [messages, record.kind, record.id, chosen.join('\n'), ...records])
}

/** Words as choices: the known ones by their labels, the planners' own as they are. */
export function useWordChoices(path: string, known: readonly string[], chosen: readonly string[]): readonly Choice[] {
  const { messages } = useLanguage()
  const { record } = usePanel()
  const own = chosen.filter(word => !known.includes(word))
  return useMemo(
    () => [...known, ...own].map(value => ({ value, label: choiceLabel(messages, record.kind, path, value) })),
    [messages, record.kind, path, known, own.join('\n')],
  )
}
