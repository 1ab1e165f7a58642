import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { compileCatalogue } from './src/compile-catalogue.ts'
import { locales, type Locale } from './src/locale.ts'

type MessagesOptions = {
  /** Areas that are always wanted at once, and so share a chunk. Every other area is a chunk of its own. */
  readonly together?: readonly (readonly string[])[]
}

/**
 * `virtual:messages` gives `loadMessages(locale, areas)`: lazy chunks per language, of messages that are compiled here,
 * so that no ICU parser is shipped. A new area file is picked up without a word anywhere.
 */
export function messages({ together = [] }: MessagesOptions = {}): Plugin {
  function chunks(): string[][] {
    const alone = areasOf('en').filter(area => !together.some(chunk => chunk.includes(area)))
    return [...together.map(chunk => [...chunk]), ...alone.map(area => [area])]
  }
  return {
    name: 'barycentre-messages',
    resolveId(id) {
      if (id === 'virtual:messages' || id.startsWith('virtual:messages/')) return `\0${id}`
    },
    load(id) {
      if (id === '\0virtual:messages') return loaderModule(chunks())
      const [, locale, areas] = /^\0virtual:messages\/(\w+)\/(.+)$/.exec(id) ?? []
      if (locale === undefined || areas === undefined) return
      const all: Record<string, string> = {}
      for (const area of areas.split('+')) {
        this.addWatchFile(fileOf(locale, area))
        Object.assign(all, readArea(locale, area))
      }
      return `export default ${JSON.stringify(compileCatalogue(all))}`
    },
  }
}

/** All areas of a language in one flat object, as written. Throws when two areas give the same key. */
export function readCatalogues(locale: Locale): Record<string, string> {
  const all: Record<string, string> = {}
  for (const area of areasOf(locale)) {
    for (const [key, message] of Object.entries(readArea(locale, area))) {
      if (key in all) throw new Error(`${key} is given twice in ${locale}, the second time in ${area}`)
      all[key] = message
    }
  }
  return all
}

const folder = fileURLToPath(new URL('./catalogues/', import.meta.url))

function areasOf(locale: Locale): string[] {
  const names = readdirSync(`${folder}${locale}`).filter(name => name.endsWith('.json'))
  return names.map(name => name.slice(0, -'.json'.length)).sort()
}

function readArea(locale: string, area: string): Record<string, string> {
  return JSON.parse(readFileSync(fileOf(locale, area), 'utf8')) as Record<string, string>
}

function fileOf(locale: string, area: string): string {
  return `${folder}${locale}/${area}.json`
}

function loaderModule(chunks: readonly (readonly string[])[]): string {
  const loaders = locales.map(locale => {
    const imports = chunks.map(areas => `() => import('virtual:messages/${locale}/${areas.join('+')}')`)
    return `${locale}: [${imports.join(', ')}]`
  })
  return `const chunks = ${JSON.stringify(chunks)}
const loaders = { ${loaders.join(', ')} }
export async function loadMessages(locale, areas) {
  const wanted = loaders[locale].filter((_, index) => !areas || chunks[index].some(area => areas.includes(area)))
  const parts = await Promise.all(wanted.map(load => load()))
  return Object.assign({}, ...parts.map(part => part.default))
}`
}
