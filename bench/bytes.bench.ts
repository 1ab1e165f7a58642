// The script bytes that a browser fetches: for the first view of a workspace in English, and what each other screen adds when
// it is opened. Which files those are is asked of a browser with an empty cache; they are weighed as brotli at its best.
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Manifest } from 'vite'
import { launchBrowser, RunningServer } from './drive.ts'
import { printTable } from './table.ts'

const dist = new URL('../apps/web/dist/', import.meta.url)

/** The screens, with what experience.md allows them to add, in kilobytes. The first is the first view. */
const screens = [
  { path: 'canvas', part: 'first view (canvas)', budget: 120 },
  { path: 'vision', part: 'vision (text editor)', budget: 140 },
  { path: 'benchmarks', part: 'benchmarks', budget: undefined },
  { path: 'cabinet', part: 'cabinet (diagram)', budget: 60 },
  { path: 'people', part: 'people', budget: undefined },
]

/** The scripts that the build made, by their path: a request for anything else is no script of ours. */
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8')) as Manifest
const scripts = new Set(Object.values(manifest).flatMap(({ file }) => (file.endsWith('.js') ? [`/${file}`] : [])))

function kilobytes(paths: Iterable<string>): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  let bytes = 0
  for (const path of paths) bytes += brotliCompressSync(readFileSync(new URL(`.${path}`, dist)), { params }).length
  return bytes / 1000
}

const server = await RunningServer.start()
const browser = await launchBrowser()
try {
  const joining = await browser.newContext()
  const secret = new URL(server.ownerLink).pathname.split('/').at(-1)
  const headers = { 'x-barycentre': '1' }
  const data = { secret, name: 'Bench', entity: 'Bench' }
  const joined = await joining.request.post(`${server.url}/api/join`, { headers, data })
  const [workspaceId] = ((await joined.json()) as { workspaceIds: string[] }).workspaceIds
  if (workspaceId === undefined) throw new Error('the new server has no workspace to look at')

  let first: ReadonlySet<string> | undefined
  const rows = []
  for (const { path, part, budget } of screens) {
    const context = await browser.newContext({ storageState: await joining.storageState(), locale: 'en-GB' })
    const page = await context.newPage()
    const asked = new Set<string>()
    page.on('request', request => {
      const { pathname } = new URL(request.url())
      if (scripts.has(pathname)) asked.add(pathname)
    })
    await page.goto(`${server.url}/w/${workspaceId}/${path}`)
    await page.getByRole('main').getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle')
    await context.close()
    const before = first
    const added = before === undefined ? asked : new Set([...asked].filter(file => !before.has(file)))
    first ??= asked
    const size = kilobytes(added)
    const verdict = budget === undefined ? '' : size <= budget ? 'within' : `over by ${(size - budget).toFixed(1)}`
    rows.push([part, added.size, size.toFixed(1), budget ?? '', verdict])
  }
  printTable('Script bytes, brotli 11', ['part', 'files', 'kB', 'budget', ''], rows)
} finally {
  await browser.close()
  await server.close()
}
