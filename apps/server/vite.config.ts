import { locales } from '@barycentre/messages'
import { readCatalogues } from '@barycentre/messages/vite-plugin'
import { defineConfig, type Plugin } from 'vite'

// One file without node_modules: Node does not run the TypeScript of packages that lie there.
export default defineConfig({
  plugins: [checkCatalogue()],
  ssr: { noExternal: true },
  build: { ssr: 'src/main.ts', outDir: 'dist', target: 'node24', sourcemap: true, emptyOutDir: true },
})

/** The words of the checks as part of the file: from source they are read where they lie. */
function checkCatalogue(): Plugin {
  return {
    name: 'barycentre-check-catalogue',
    load: {
      filter: { id: /\/src\/cli\/check-catalogue\.ts$/ },
      handler() {
        const words = locales.map(locale => {
          const ofChecks = Object.entries(readCatalogues(locale)).filter(([key]) => key.startsWith('checks.'))
          return [locale, Object.fromEntries(ofChecks)]
        })
        return `const words = ${JSON.stringify(Object.fromEntries(words))}\nexport const readCheckMessages = locale => words[locale]`
      },
    },
  }
}
