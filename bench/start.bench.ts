// From `npm start` to the first page in a browser: on a copy of this checkout with empty caches of npm and pnpm (cold), then
// once more on the same copy (warm). The cold run fetches everything that is pinned, so it needs a network.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './drive.ts'
import { printTable } from './table.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const temporary = mkdtempSync(join(tmpdir(), 'barycentre-start-'))
const checkout = join(temporary, 'checkout')
const LINK = /http:\/\/localhost:\d+\/join\/\S+/

interface Measured {
  readonly linkSeconds: number
  readonly pageSeconds: number
}

function copyCheckout(): void {
  const files = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (files.status !== 0) throw new Error(`git could not list the files of this checkout: ${files.stderr}`)
  for (const file of files.stdout.split('\0')) {
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(checkout, file))
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function measureStart(browser: Browser): Promise<Measured> {
  const env = {
    ...withoutNpm(process.env),
    npm_config_cache: join(temporary, 'npm'),
    XDG_DATA_HOME: join(temporary, 'data-home'),
    XDG_CACHE_HOME: join(temporary, 'cache-home'),
    DATA_DIR: mkdtempSync(join(temporary, 'data-')),
    PORT: String(await freePort()),
  }
  const started = performance.now()
  const secondsSince = () => (performance.now() - started) / 1000
  // A group of its own, so that what npm starts can be ended with it.
  const npm = spawn('npm', ['start'], { cwd: checkout, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const link = await firstMatch(npm, LINK)
    const linkSeconds = secondsSince()
    const page = await browser.newPage()
    await page.goto(link)
    await page.getByRole('main').getByRole('heading').first().waitFor()
    const pageSeconds = secondsSince()
    await page.close()
    return { linkSeconds, pageSeconds }
  } finally {
    if (npm.exitCode === null && npm.pid !== undefined) {
      const gone = once(npm, 'exit')
      process.kill(-npm.pid, 'SIGTERM')
      await gone
    }
  }
}

function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const found = printed.match(pattern)
      if (found) resolve(found[0])
    })
    child.on('exit', () => reject(new Error(`npm start ended without a link. It said:\n${printed}`)))
  })
}

// This bench may itself be run by npm; the one that it measures is to find what a person's shell has.
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = (env['PATH'] ?? '').split(':').filter(folder => !folder.includes('node_modules'))
  const own = Object.entries(env).filter(([name]) => !/^npm_/i.test(name))
  return { ...Object.fromEntries(own), PATH: path.join(':') }
}

const browser = await launchBrowser()
try {
  copyCheckout()
  const cold = await measureStart(browser)
  const warm = await measureStart(browser)
  printTable(
    'From npm start to the first page, s',
    ['', 'link printed', 'page shown'],
    [
      ['cold: nothing installed, empty caches', cold.linkSeconds.toFixed(1), cold.pageSeconds.toFixed(1)],
      ['warm: started before, nothing changed', warm.linkSeconds.toFixed(1), warm.pageSeconds.toFixed(1)],
    ],
  )
} finally {
  await browser.close()
  rmSync(temporary, { recursive: true, force: true })
}
