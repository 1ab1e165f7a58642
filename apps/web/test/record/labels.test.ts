// @vitest-environment node
import { createMessages, locales, type Messages } from '@barycentre/messages'
import { compileCatalogue } from '@barycentre/messages/compile'
import { readCatalogues } from '@barycentre/messages/vite-plugin'
import { definitions, kinds, planOf, type AnyRecord, type Field, type Kind } from '@barycentre/plan'
import { describe, expect, it } from 'vitest'
import { choiceLabel, fieldLabel, kindLabel, recordName } from '../../src/features/record/labels.ts'

describe.each(locales)('labels in %s', locale => {
  const messages = createMessages(locale, compileCatalogue(readCatalogues(locale)))

  it('name every kind', () => {
    expect(kinds.filter(kind => !messages.has(`kinds.${kind}`))).toEqual([])
  })

  it('name every field, leaf of a group and property of an item', () => {
    expect(paths.length).toBeGreaterThan(200)
    expect(paths.filter(([kind, path]) => !hasLabel(messages, kind, path))).toEqual([])
  })

  it('name every choice', () => {
    expect(choices.length).toBeGreaterThan(200)
    expect(choices.filter(([kind, path, choice]) => !hasChoice(messages, kind, path, choice))).toEqual([])
  })

  it('tell the fields of one kind apart', () => {
    const twins = kinds.filter(kind => {
      const labels = Object.keys(definitions[kind].fields).map(name => fieldLabel(messages, kind, name))
      return new Set(labels).size < labels.length
    })
    expect(twins).toEqual([])
  })
})

describe('names of records', () => {
  const messages = createMessages('en', compileCatalogue(readCatalogues('en')))
  const plan = planOf([
    record('post', 'a', { title: 'Chief of Staff' }),
    record('post', 'b', { title: 'Force Commander' }),
    record('line', 'l', { from: 'a', to: 'b', type: 'direct' }),
    record('line', 'loose', { from: 'a', to: 'gone', type: 'direct' }),
    record('entity', 'e', { name: 'World Food Programme', acronym: 'WFP' }),
    record('objective', 'o', {}),
    record('mandateTask', 't', { ref: '4(a)', text: 'monitor the ceasefire' }),
  ])

  it.each([
    ['post', 'a', 'Chief of Staff'],
    ['line', 'l', 'Chief of Staff → Force Commander'],
    ['line', 'loose', 'Chief of Staff → ?'],
    ['entity', 'e', 'WFP'],
    ['objective', 'o', 'Untitled (Objective)'],
    ['mandateTask', 't', '4(a) monitor the ceasefire'],
  ] as const)('a %s is called by what people know it by, never by its id', (kind, id, name) => {
    expect(recordName(messages, plan, plan[kind].get(id)!)).toBe(name)
  })

  it('a word of the planners’ own is its own label', () => {
    expect(choiceLabel(messages, 'post', 'level', 'P-7')).toBe('P-7')
    expect(choiceLabel(messages, 'post', 'location', 'agency')).not.toBe(
      choiceLabel(messages, 'activity', 'fundingSource', 'agency'),
    )
    expect(kindLabel(messages, 'benchmark')).toBe('Benchmark')
  })
})

const paths: [Kind, string][] = []
const choices: [Kind, string, string][] = []
for (const kind of kinds) for (const [name, field] of Object.entries(definitions[kind].fields)) visit(kind, name, field)

function visit(kind: Kind, path: string, field: Field): void {
  paths.push([kind, path])
  if (field.shape === 'group')
    for (const [name, leaf] of Object.entries(field.leaves)) visit(kind, `${path}.${name}`, leaf)
  if (field.shape === 'set')
    choices.push(...(field.choices ?? []).map(choice => [kind, path, choice] as [Kind, string, string]))
  const holds =
    field.shape === 'register' ? { [path]: field.holds } : field.shape === 'list' ? prefixed(path, field.item) : {}
  for (const [at, held] of Object.entries(holds)) {
    if (field.shape === 'list') paths.push([kind, at])
    if (held.as === 'choice') choices.push(...held.choices.map(choice => [kind, at, choice] as [Kind, string, string]))
  }
}

function prefixed<T>(path: string, item: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [`${path}.${name}`, value]))
}

function hasLabel({ has }: Messages, kind: Kind, path: string): boolean {
  return has(`kinds.${kind}.${path}`) || has(`fields.${kind}.${path}`)
}

function hasChoice({ has }: Messages, kind: Kind, path: string, choice: string): boolean {
  return (
    has(`fields.choice.${kind}.${path}.${choice}`) || has(`fields.choice.${choice}`) || has(`kinds.choice.${choice}`)
  )
}

function record(kind: Kind, id: string, fields: object): AnyRecord {
  return { kind, id, orderKey: id, ...fields } as unknown as AnyRecord
}
