import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { messages } from '@barycentre/messages/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { everywhereAreas, gridAreas, homeAreas, workspaceAreas } from './src/shell/areas.ts'

const server = process.env.BARYCENTRE_SERVER ?? 'http://localhost:4400'

export default defineConfig({
  plugins: [
    react(),
    messages({ together: [everywhereAreas, workspaceAreas, homeAreas, gridAreas] }),
    appInParallel(),
    brotli(),
  ],
  build: {
    manifest: true,
    target: 'baseline-widely-available',
    // Small pictures stay files: a content security policy without data: URLs is worth more than a request.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every screen needs comes in one piece: forty crumbs compress worse and each asks for its turn on the line.
        codeSplitting: {
          groups: [
            {
              name: 'ui',
              test: /packages\/(?:kit|ui)\/src\/[\w-]+\.tsx?$|node_modules\/(?:wouter|regexparam|use-sync-external-store)\//,
            },
            { name: 'icons', test: /lucide-react/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/sync': { target: server, ws: true },
    },
  },
})

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
