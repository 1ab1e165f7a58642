import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { compileCatalogue } from './src/compile-catalogue.ts'
import { locales, type Locale } from './src/locale.ts'

/**
 * `virtual:messages` gives `loadMessages(locale)`; each language is one lazy chunk of messages that are compiled here,
 * so that no ICU parser is shipped. A new area file is picked up without a word anywhere.
 */
export function messages(): Plugin {
  return {
    name: 'barycentre-messages',
    resolveId(id) {
      if (id === 'virtual:messages' || languageOf(id)) return `\0${id}`
    },
    load(id) {
      if (id === '\0virtual:messages') return loaderModule()
      const locale = id.startsWith('\0') && languageOf(id.slice(1))
      if (!locale) return
      for (const file of catalogueFiles(locale)) this.addWatchFile(file)
      return `export default ${JSON.stringify(compileCatalogue(readCatalogues(locale)))}`
    },
    handleHotUpdate({ file, server }) {
      if (!file.startsWith(folder)) return
      server.ws.send({ type: 'full-reload' })
    },
  }
}

/** All areas of a language in one flat object, as written. Throws when two areas give the same key. */
export function readCatalogues(locale: Locale): Record<string, string> {
  const all: Record<string, string> = {}
  for (const file of catalogueFiles(locale)) {
    for (const [key, message] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)) {
      if (key in all) throw new Error(`${key} is given twice in ${locale}, the second time in ${file}`)
      all[key] = message
    }
  }
  return all
}

const folder = fileURLToPath(new URL('./catalogues/', import.meta.url))

function catalogueFiles(locale: Locale): string[] {
  return readdirSync(`${folder}${locale}`)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => `${folder}${locale}/${name}`)
}

function languageOf(id: string): Locale | undefined {
  return locales.find(locale => id === `virtual:messages/${locale}`)
}

function loaderModule(): string {
  const loaders = locales.map(locale => `${locale}: () => import('virtual:messages/${locale}')`)
  return `const loaders = { ${loaders.join(', ')} }
export const loadMessages = locale => loaders[locale]().then(module => module.default)`
}
