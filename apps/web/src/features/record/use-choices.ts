import type { Messages } from '@barycentre/messages'
import type { AnyRecord, Kind, Plan } from '@barycentre/plan'
import type { Choice } from '@barycentre/ui'
import { useLanguage } from '../../shell/language.tsx'
import { choiceLabel, kindLabel, recordName } from './labels.ts'
import { usePanel } from './panel-context.ts'

/** The records of some kinds as choices, and the chosen ids that name nothing any more: they must be seen to be mended. */
export function useRecordChoices(to: readonly Kind[], chosen: readonly string[]): readonly Choice[] {
  const { messages } = useLanguage()
  const { plan, record } = usePanel()
  const choices = to.flatMap(kind => {
    const ofKind = choicesAmong(messages, plan, kind)
    const others = kind === record.kind ? ofKind.filter(choice => choice.value !== record.id) : ofKind
    return to.length > 1 ? others.map(choice => ({ ...choice, detail: kindLabel(messages, kind) })) : others
  })
  const lost = chosen.filter(id => !to.some(kind => plan[kind].has(id)))
  return [...choices, ...lost.map(id => ({ value: id, label: messages.translate('record.lost', { id }) }))]
}

/** Words as choices: the known ones by their labels, the planners' own as they are. */
export function useWordChoices(path: string, known: readonly string[], chosen: readonly string[]): readonly Choice[] {
  const { messages } = useLanguage()
  const { record } = usePanel()
  const own = chosen.filter(word => !known.includes(word))
  return [...known, ...own].map(value => ({ value, label: choiceLabel(messages, record.kind, path, value) }))
}

/** Kept as long as the records of the kind are the same: the plan changes with every letter that anybody types. */
const kept = new WeakMap<ReadonlyMap<string, AnyRecord>, { messages: Messages; choices: readonly Choice[] }>()

function choicesAmong(messages: Messages, plan: Plan, kind: Kind): readonly Choice[] {
  const records: ReadonlyMap<string, AnyRecord> = plan[kind]
  const known = kept.get(records)
  if (known?.messages === messages) return known.choices
  const choices = [...records.values()].map(record => ({
    value: record.id,
    label: recordName(messages, plan, record),
    detail: record.kind === 'entity' && record.acronym ? record.name : undefined,
  }))
  kept.set(records, { messages, choices })
  return choices
}
