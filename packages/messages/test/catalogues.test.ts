import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compileCatalogue } from '../src/compile-catalogue.ts'
import { locales } from '../src/locale.ts'
import { readCatalogues } from '../vite-plugin.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const areas = readdirSync(`${root}packages/messages/catalogues/en`).map(name => name.replace('.json', ''))
const english = readCatalogues('en')
const sources = readSources()

describe('catalogues', () => {
  it.each(locales)('%s has every key of English and no other', locale => {
    expect(Object.keys(readCatalogues(locale)).sort()).toEqual(Object.keys(english).sort())
  })

  it.each(locales)('%s uses the placeholders of English in every message', locale => {
    const compiled = compileCatalogue(readCatalogues(locale))
    const differing = Object.entries(compileCatalogue(english)).filter(
      ([key, message]) => placeholders(compiled[key]).join() !== placeholders(message).join(),
    )
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it.each(locales)('%s gives a form for each of its plural categories', locale => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const lacking = Object.entries(compileCatalogue(readCatalogues(locale))).flatMap(([key, message]) =>
      plurals(message).flatMap(forms => categories.filter(form => !(form in forms)).map(form => `${key}: ${form}`)),
    )
    expect(lacking.filter(gap => !isMillionsOnly(locale, gap))).toEqual([])
  })

  it('Arabic has six plural categories, and this run of Node knows them', () => {
    expect(new Intl.PluralRules('ar').resolvedOptions().pluralCategories).toHaveLength(6)
  })

  it('every key starts with the name of its area', () => {
    for (const area of areas) {
      const keys = Object.keys(
        JSON.parse(readFileSync(`${root}packages/messages/catalogues/en/${area}.json`, 'utf8')) as object,
      )
      expect(keys.filter(key => !key.startsWith(`${area}.`))).toEqual([])
    }
  })

  it.each(locales)('no message of %s has an apostrophe that ICU would take for a quotation', locale => {
    const quoted = Object.entries(readCatalogues(locale)).filter(([, message]) => message.includes("'"))
    expect(quoted.map(([key]) => key)).toEqual([])
  })

  it('no key is missing that the sources ask for', () => {
    const asked = [...sources.matchAll(/\b(?:t|translate)\(\s*'([\w.-]+)'/g)].map(match => match[1]!)
    expect(asked.filter(key => !(key in english))).toEqual([])
  })

  it('no key is kept that the sources do not use', () => {
    const literals = new Set([...sources.matchAll(/['"]([\w-]+(?:\.[\w-]+)+)['"]/g)].map(match => match[1]!))
    const patterns = templates()
    const unused = Object.keys(english).filter(
      key => !literals.has(key) && !patterns.some(pattern => pattern.test(key)),
    )
    expect(unused).toEqual([])
  })
})

/** French has a category of its own for whole millions, which no count on these screens reaches. */
function isMillionsOnly(locale: string, gap: string): boolean {
  return locale === 'fr' && gap.endsWith(': many')
}

function placeholders(message: unknown): string[] {
  const names = new Set<string>()
  visit(message, ([name]) => names.add(name))
  return [...names].sort()
}

function plurals(message: unknown): object[] {
  const found: object[] = []
  visit(message, ([, type, forms]) => {
    if (type === 'plural') found.push(forms as object)
  })
  return found
}

function visit(tokens: unknown, see: (argument: [string, string?, unknown?]) => void): void {
  if (!Array.isArray(tokens)) return
  for (const token of tokens as unknown[]) {
    if (!Array.isArray(token)) continue
    see(token as [string])
    const forms: unknown = token[2]
    if (typeof forms === 'object' && forms) for (const form of Object.values(forms)) visit(form, see)
  }
}

/** Keys that are put together, `shell.screen.${screen}`, use all that fit. */
function templates(): RegExp[] {
  const found = [...sources.matchAll(/`([a-z]+\.[^`\s]*\$\{[^`\s]*)`/g)]
    .map(match => match[1]!)
    .filter(template => areas.includes(template.split('.')[0]!))
  return found.map(template => {
    const fixed = template.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', String.raw`\.`))
    return new RegExp(`^${fixed.join(String.raw`[\w-]+(?:\.[\w-]+)*`)}$`)
  })
}

function readSources(): string {
  const folders = ['apps', 'packages'].flatMap(floor =>
    readdirSync(`${root}${floor}`).map(room => `${root}${floor}/${room}/src`),
  )
  return folders.flatMap(folder => sourceFiles(folder).map(file => readFileSync(file, 'utf8'))).join('\n')
}

function sourceFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.tsx?$/.test(name))
      .map(name => `${folder}/${name}`)
  } catch (error) {
    // A room without sources yet has nothing to say.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
