// Installs what is pinned — pnpm, the project's own Node.js, the dependencies — once per state of the lockfile.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installEnvironment, pinnedPnpm, root } from './checkout.mjs'
import { runTool } from './child.mjs'
import { Stop } from './stop.mjs'

const OLDEST_NODE = 20
const RUNS_ON_NODE = 26
const stamp = join(root, 'node_modules', '.barycentre-installed')
// The install may run on an older Node.js than all that it installs, turbo introduces itself at length, and why npm failed
// is said at the end.
const BESIDE_THE_POINT =
  /Unsupported engine|Packages in scope|Running build in|Remote caching disabled|^\s*• turbo|^npm |average speed|Request took|^\s*(Tasks|Cached|Time):|^\s*$/
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|ENOTCACHED|error sending request/i

/** Makes node_modules what the lockfile says. Costs a few milliseconds when it already is. */
export async function install() {
  const found = Number(process.versions.node.split('.')[0])
  if (found < OLDEST_NODE) {
    throw new Stop(`Node.js ${OLDEST_NODE} or newer is needed to start; this is ${process.versions.node}.`)
  }
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const started = Date.now()
  const first = existsSync(join(root, 'node_modules')) ? '' : ' The first time takes a minute or two on a slow line.'
  console.error(`Installing what is pinned: ${pinnedPnpm}, Node.js, the dependencies.${first}`)
  const { code, output } = await runPnpm('install', '--frozen-lockfile')
  if (code !== 0) throw new Stop(whyNot(output))
  if (found < RUNS_ON_NODE && !existsSync(join(root, 'node_modules', '.bin', 'node'))) {
    throw new Stop(`No Node.js ${RUNS_ON_NODE} is published for this system: install it yourself, then start again.`)
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
  console.error(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
}

/** The pinned pnpm, which npx keeps in npm's cache. */
export function runPnpm(...args) {
  const npx = ['--yes', '--loglevel=error', pinnedPnpm, ...args]
  return runTool('npx', npx, { env: installEnvironment, unsaid: BESIDE_THE_POINT })
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.pnpmfile.mjs'])
    hash.update(readFileSync(join(root, file)))
  return `${hash.digest('hex')} ${pinnedPnpm} ${process.platform}-${process.arch}\n`
}

function whyNot(output) {
  if (NO_NETWORK.test(output)) {
    return 'The package registry could not be reached: installing needs a network once; after that Barycentre starts without.'
  }
  return `${output
    .split('\n')
    .filter(line => line.startsWith('npm '))
    .join('\n')}\nInstalling failed; the lines above say why.`.trimStart()
}
