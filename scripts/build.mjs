// Builds what changed. turbo decides what that is; when no file did, not even turbo is asked.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './checkout.mjs'
import { runPnpm } from './install.mjs'
import { Stop } from './stop.mjs'

/** The server with its command line, as the build leaves it. */
export const builtServer = join(root, 'apps', 'server', 'dist', 'main.js')

const stamp = join(root, 'node_modules', '.barycentre-built')
const NOT_BUILT_FROM = new Set(['node_modules', 'dist', '.tsbuild', '.turbo', 'test'])

/** Makes the dist folder of each app what the sources say. Costs some ten milliseconds when it already is. */
export async function build() {
  const wanted = fingerprint()
  if (existsSync(builtServer) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const started = Date.now()
  console.error('Building what changed.')
  const { code } = await runPnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only')
  if (code !== 0) throw new Stop('The build failed; the lines above say why.')
  if (!existsSync(builtServer)) throw new Stop('The build left no server in apps/server/dist.')
  writeFileSync(stamp, wanted)
  console.error(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
}

// Names, sizes and times of all files that the build reads. Contents are turbo's business.
function fingerprint() {
  const hash = createHash('sha256')
  const add = path => hash.update(`${path} ${statSync(path).size} ${statSync(path).mtimeMs}\n`)
  const walk = folder => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (NOT_BUILT_FROM.has(entry.name)) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else add(path)
    }
  }
  for (const folder of ['apps', 'packages']) walk(join(root, folder))
  for (const file of ['package.json', 'pnpm-lock.yaml', 'turbo.json', 'tsconfig.base.json']) add(join(root, file))
  return hash.digest('hex')
}
