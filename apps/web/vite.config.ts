import { createHash } from 'node:crypto'
import { relative } from 'node:path'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { messages } from '@barycentre/messages/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { everywhereAreas, homeAreas, recordAreas, workspaceAreas } from './src/shell/areas.ts'

// The pieces that the code comes in, each with all that it stands on. Few, because forty crumbs compress worse, by a
// tenth, and each asks for its turn on the line. What is named besides an entry are the small things that it shares with
// its neighbours.

/** What `main.tsx` needs to ask for the language and for who is here, while the app is still on its way. */
const beforeApp = /apps\/web\/src\/shell\/(?:areas|ask-me|remembered-locale|theme)\.ts$/
const everyPage =
  /apps\/web\/src\/shell\/start\.tsx$|packages\/ui\/src\/(?:badge|field|text-area)\.tsx$|lucide-react\/dist\/esm\/icons\/(?:ellipsis|plus|chevron-right)\.mjs$/
const everyScreen =
  /apps\/web\/src\/shell\/workspace-layout\.tsx$|packages\/commands\/src\/(?:record|objective)\/|features\/canvas\/(?:canvas-model|field-choices|grid-steps|use-act)\.ts$|features\/benchmarks\/(?:status-mark\.tsx|benchmark-statuses\.ts)$|features\/record\/(?:prose-field\.tsx|text-change\.ts)$/
const controls = /packages\/ui\/src\/(?:checkbox|combobox|dialog|select|text-input)\.tsx$/

const server = process.env.BARYCENTRE_SERVER ?? 'http://localhost:4400'

export default defineConfig({
  plugins: [
    react(),
    messages({ together: [[...everywhereAreas, ...workspaceAreas], homeAreas, recordAreas] }),
    lucideIcons(),
    appInParallel(),
    brotli(),
  ],
  resolve: {
    alias: [
      // React has it; the shim is for the Reacts before 18.
      { find: /^use-sync-external-store\/shim(?:\/index\.js)?$/, replacement: 'react' },
      { find: /^lib0\/logging$/, replacement: path('src/workspace/yjs-logging.ts') },
    ],
  },
  css: {
    // Each class is named once in the script: its name and four letters that tell the file.
    modules: {
      generateScopedName: (name, file) =>
        `${name}-${createHash('sha256')
          .update(relative(path('.'), file))
          .digest('base64url')
          .slice(0, 4)}`,
    },
  },
  build: {
    manifest: true,
    target: 'baseline-widely-available',
    modulePreload: { polyfill: false, resolveDependencies: withoutWhatIsThere },
    // Small pictures stay files: a content security policy without data: URLs is worth more than a request.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Two pieces and a screen, each with all that it stands on: forty crumbs compress worse, by a tenth.
        codeSplitting: {
          groups: [
            { name: 'first', test: beforeApp, priority: 4 },
            { name: 'app', test: everyPage, priority: 3 },
            { name: 'workspace', test: everyScreen, priority: 2 },
            { name: 'controls', test: controls, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': server,
      '/sync': { target: server, ws: true },
    },
  },
})

/** Leaves of lucide's icon files what is drawn: the rest of each, and what draws them, is `iconOf`. */
function lucideIcons(): Plugin {
  return {
    name: 'barycentre-lucide-icons',
    apply: 'build',
    transform: {
      filter: { id: /lucide-react\/dist\/esm\/icons\/[\w-]+\.mjs$/ },
      handler(code, id) {
        if (!code.includes('createLucideIcon(')) return // Another name of an icon.
        const shapes = /node: (\[[^]*?\])(?:,\n {2}aliases: [^\n]*)?\n\};/
          .exec(code)?.[1]
          ?.replaceAll(/,\s*key: "\w+"/g, '')
        if (shapes === undefined || !code.includes('size: 24')) throw new Error(`${id} is no longer written as it was`)
        const draw = JSON.stringify(path('src/shell/icon.ts'))
        return `import { iconOf } from ${draw}\nexport default /* @__PURE__ */ iconOf(${shapes})`
      },
    },
  }
}

/** A piece asks only for what the page cannot have yet: each name in its list of names is bytes. */
function withoutWhatIsThere(_: string, files: string[], { hostId }: { hostId: string }): string[] {
  const there = /assets\/(?:app|first|rolldown-runtime)-/
  if (/assets\/(?:index|first)-/.test(hostId)) return files
  return files.filter(file => !there.test(file) && (hostId.includes('/app-') || !/assets\/workspace-/.test(file)))
}

function path(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}

/**
 * `main.tsx` starts the language and the question who is here while the app is still on its way. For that the app is a
 * chunk of its own, and the page asks for it at once: on a satellite link each step in a row costs a second.
 */
function appInParallel(): Plugin {
  return {
    name: 'barycentre-app-in-parallel',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const app = Object.values(bundle).find(
          output => output.type === 'chunk' && output.facadeModuleId?.endsWith('/src/shell/start.tsx'),
        )
        if (app?.type !== 'chunk') throw new Error('the app is no longer a chunk of its own; see src/main.tsx')
        const chunks = [app, ...app.imports.map(file => bundle[file])].filter(output => output?.type === 'chunk')
        const styles = new Set(chunks.flatMap(chunk => [...(chunk.viteMetadata?.importedCss ?? [])]))
        const link = (rel: string, file: string) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `/${file}` },
          injectTo: 'head' as const,
        })
        return [
          ...chunks.map(chunk => link('modulepreload', chunk.fileName)),
          ...[...styles].map(file => link('stylesheet', file)),
        ]
      },
    },
  }
}

/** Compressed once here, at the best quality, and never again on the server. */
function brotli(): Plugin {
  return {
    name: 'barycentre-brotli',
    apply: 'build',
    writeBundle: {
      order: 'post',
      handler({ dir: folder }) {
        if (folder === undefined) throw new Error('the build names no folder to compress')
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          if (!/\.(?:js|css|html|svg)$/.test(name)) continue
          const content = readFileSync(`${folder}/${name}`)
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
          writeFileSync(`${folder}/${name}.br`, brotliCompressSync(content, { params }))
        }
      },
    },
  }
}
