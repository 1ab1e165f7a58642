import type { MessageKey, Messages } from '@barycentre/messages'
import { definitions, findRecord, type AnyRecord, type Kind, type Plan } from '@barycentre/plan'

/** What a kind of record is called. */
export function kindLabel({ translate }: Messages, kind: Kind): string {
  return translate(`kinds.${kind}`)
}

/** What a field is called, by its path within the record (`handover.toEntityId`, `milestones.value`). */
export function fieldLabel({ translate, has }: Messages, kind: Kind, path: string): string {
  // Those that screens say without the panel are at hand all over a workspace, with the names of the kinds.
  const keys: readonly string[] = [`kinds.${kind}.${path}`, `fields.${kind}.${path}`]
  const key = keys.find((key): key is MessageKey => has(key))
  return key === undefined ? path : translate(key)
}

/** What a choice is called: in this field, where it means something of its own there, else anywhere. A word of the planners' own is its own label. */
export function choiceLabel({ translate, has }: Messages, kind: Kind, path: string, value: string): string {
  const keys: readonly string[] = [
    `fields.choice.${kind}.${path}.${value}`,
    `fields.choice.${value}`,
    `kinds.choice.${value}`,
  ]
  const key = keys.find((key): key is MessageKey => has(key))
  return key === undefined ? value : translate(key)
}

/** What a record is called on the screen. One without a title is named by what it is, never by its id. */
export function recordName(messages: Messages, plan: Plan, record: AnyRecord): string {
  const { titleField, file } = definitions[record.kind]
  const fields = record as unknown as Readonly<Record<string, unknown>>
  if (file.as === 'one' && record.kind !== 'plan') return kindLabel(messages, record.kind)
  if (record.kind === 'line') return lineName(messages, plan, record.from, record.to)
  if (record.kind === 'mandateTask' && record.ref && record.text) return `${record.ref} ${record.text}`
  if (record.kind === 'entity' && record.acronym) return record.acronym
  const title = fields[titleField]
  if (typeof title === 'string' && title.trim() !== '') return title
  const known = fields['key'] ?? (record.kind === 'arrangement' ? record.id : undefined)
  if (typeof known === 'string') return choiceLabel(messages, record.kind, 'key', known).replaceAll('_', ' ')
  return messages.translate('shell.untitled', { kind: kindLabel(messages, record.kind) })
}

function lineName(messages: Messages, plan: Plan, from: string | undefined, to: string | undefined): string {
  const [start, end] = [from, to].map(id => {
    const post = id === undefined ? undefined : findRecord(plan, { kind: 'post', id })
    return post === undefined ? '?' : recordName(messages, plan, post)
  })
  return messages.translate('shell.lineName', { from: start ?? '?', to: end ?? '?' })
}
