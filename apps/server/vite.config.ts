import { defineConfig } from 'vite'

// One file without node_modules: Node does not run the TypeScript of packages that lie there.
export default defineConfig({
  ssr: { noExternal: true },
  build: { ssr: 'src/main.ts', outDir: 'dist', target: 'node24', sourcemap: true, emptyOutDir: true },
})
