/**
 * Writes the part of docs/plan-format.md that follows from the definitions: `node packages/plan/format-doc.ts`. What
 * the fields mean comes from their docstrings, so that it is said once.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { definitions, kinds, ledgerLists, ledgerParts, schemaVersion } from './src/index.ts'
import type { Field, Fields, FilePlace, Holds, Kind, KindDefinition } from './src/index.ts'

const documentUrl = new URL('../../docs/plan-format.md', import.meta.url)
const [begin, end] = ['<!-- generated: begin -->', '<!-- generated: end -->']

/** The document with its generated part as the definitions say now. */
export function formatDocument(): { readonly found: string; readonly fresh: string } {
  const found = readFileSync(documentUrl, 'utf8')
  const [before = '', rest = ''] = found.split(begin)
  const after = rest.split(end)[1] ?? ''
  return { found, fresh: before + begin + '\n\n' + generated() + '\n' + end + after }
}

function generated(): string {
  return [`The version is \`${schemaVersion}\`.`, '', ...kinds.flatMap(kindSection), ...ledgerSection()].join('\n')
}

function kindSection(kind: Kind): string[] {
  const definition: KindDefinition = definitions[kind]
  const { about, fields } = docstringsOf(kind)
  return [
    `### ${kind}`,
    '',
    ...(about === '' ? [] : [about, '']),
    placeOf(definition.file),
    '',
    '| Field | Value | Meaning |',
    '| --- | --- | --- |',
    ...rowsOf(definition.fields, '', fields),
    '',
  ]
}

function placeOf(file: FilePlace): string {
  switch (file.as) {
    case 'one':
      return `In the file: the object \`${file.key}\`.`
    case 'many':
      return `In the file: a list, \`${file.key}\`; the id is \`${file.idKey ?? 'id'}\`.`
    case 'inside':
      return `In the file: a list, \`${file.key}\`, in its ${file.parent}${
        file.parentField === undefined ? '' : `; at the top, with \`${file.parentField}\`, where that one is gone`
      }.`
  }
}

function rowsOf(fields: Fields, within: string, meanings: ReadonlyMap<string, string>): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const key = within + (field.fileKey ?? name)
    const here = field.fileKey === undefined ? '' : ` (\`${name}\` in the workspace)`
    const row = `| \`${key}\`${here} | ${valueOf(field)} | ${cell(meanings.get(name) ?? '')} |`
    return field.shape === 'group' ? [row, ...rowsOf(field.leaves, `${key}.`, meanings)] : [row]
  })
}

function valueOf(field: Field): string {
  switch (field.shape) {
    case 'register':
      return held(field.holds)
    case 'prose':
      return 'text'
    case 'set':
      if (field.to.length > 0) return `set of ids: ${field.to.join(', ')}`
      return field.choices?.length ? `set of words, such as ${codes(field.choices)}` : 'set of words'
    case 'list':
      if (field.bare !== undefined) return 'list of sentences'
      return `list of objects: ${Object.entries(field.item)
        .map(([name, holds]) => `\`${name}\` ${itemValue(holds, field.itemSets[name])}`)
        .join('; ')}`
    case 'group':
      return 'object'
  }
}

function itemValue(holds: Holds, set: readonly Kind[] | undefined): string {
  if (set === undefined) return held(holds)
  return set.length === 0 ? 'set of words' : `set of ids: ${set.join(', ')}`
}

function held(holds: Holds): string {
  switch (holds.as) {
    case 'line':
      return 'text on one line'
    case 'date':
      return 'date'
    case 'number':
      return ['number', holds.unit && `(${holds.unit})`, limits(holds)].filter(Boolean).join(' ')
    case 'yes-no':
      return '`true` or `false`'
    case 'choice':
      return holds.open ? `a word, such as ${codes(holds.choices)}` : `one of ${codes(holds.choices)}`
    case 'reference':
      return `id: ${holds.to.join(', ')}`
    case 'place':
      return 'object: `x`, `y` numbers (pixels of the chart)'
  }
}

function limits({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return `from ${min} to ${max}`
  return min === undefined ? '' : `from ${min}`
}

function codes(words: readonly string[]): string {
  return words.map(word => `\`${word}\``).join(', ')
}

function ledgerSection(): string[] {
  return [
    '### Ledger parts',
    '',
    '| In the file | Kind of entry |',
    '| --- | --- |',
    ...Object.entries(ledgerLists).map(([key, kind]) => `| each of \`${key}\` | ${kind} |`),
    ...ledgerParts.map(
      ({ in: kind, path, each, kind: entry }) =>
        `| ${each ? 'each of ' : ''}\`${path.join('.')}\` of a ${kind} | ${entry} |`,
    ),
  ]
}

interface Docstrings {
  readonly about: string
  readonly fields: ReadonlyMap<string, string>
}

function docstringsOf(kind: Kind): Docstrings {
  const folder = new URL('src/records/', import.meta.url)
  const sources = readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8'))
  const source = sources.find(each => each.includes(`  kind: '${kind}',`)) ?? ''
  const about = /\/\*\*((?:(?!\*\/).)*?)\*\/\s*export const/s.exec(source)?.[1] ?? ''
  const fields = source.matchAll(/\/\*\*((?:(?!\*\/).)*?)\*\/\s*(\w+):/gs)
  return { about: plain(about), fields: new Map([...fields].map(([, text = '', name = '']) => [name, plain(text)])) }
}

function plain(comment: string): string {
  return comment
    .split('\n')
    .map(each => each.replace(/^\s*\*\s?/, '').trim())
    .join(' ')
    .trim()
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

if (import.meta.main) writeFileSync(documentUrl, formatDocument().fresh)
