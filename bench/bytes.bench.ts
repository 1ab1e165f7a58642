// The script bytes that a browser must fetch: for the first view of a workspace, and for each part that comes when opened.
// Read from Vite's manifest of the build, compressed with brotli at its best, as the server sends them.
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Manifest } from 'vite'
import { printTable } from './table.ts'

const dist = new URL('../apps/web/dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8')) as Manifest

/** What experience.md allows, by what a file or package in the part is called. */
const budgets = [
  { part: 'text editor', made: /vision|editor|tiptap|prose/i, kilobytes: 140 },
  { part: 'diagram', made: /cabinet|xyflow|diagram/i, kilobytes: 60 },
  { part: 'charts', made: /chart/i, kilobytes: 20 },
]
const FIRST_VIEW_KILOBYTES = 120

/** A chunk with all that it imports at once: what arrives together. */
function together(key: string, found = new Set<string>()): Set<string> {
  if (found.has(key)) return found
  found.add(key)
  for (const imported of manifest[key]?.imports ?? []) together(imported, found)
  return found
}

function kilobytes(keys: Iterable<string>): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
  const files = new Set([...keys].flatMap(key => manifest[key]?.file ?? []).filter(file => file.endsWith('.js')))
  let bytes = 0
  for (const file of files) bytes += brotliCompressSync(readFileSync(new URL(file, dist)), { params }).length
  return bytes / 1000
}

function row(part: string, size: number, budget: number | undefined): (string | number)[] {
  const verdict = budget === undefined ? '' : size <= budget ? 'within' : `over by ${(size - budget).toFixed(1)}`
  return [part, size.toFixed(1), budget ?? '', verdict]
}

const entries = Object.keys(manifest).filter(key => manifest[key]?.isEntry)
// The page asks for what is imported late but preloaded in its head together with the entry: the same view.
const html = readFileSync(new URL('index.html', dist), 'utf8')
const preloaded = Object.keys(manifest).filter(key => html.includes(`"/${manifest[key]?.file}"`))
const first = new Set([...entries, ...preloaded].flatMap(key => [...together(key)]))

const lazy = Object.keys(manifest).filter(key => manifest[key]?.isDynamicEntry && !first.has(key))
const rows = lazy.map(key => {
  const own = [...together(key)].filter(each => !first.has(each))
  const files = own.map(each => `${manifest[each]?.src ?? ''} ${manifest[each]?.file ?? ''}`).join(' ')
  const budget = budgets.find(({ made }) => made.test(files))
  return { name: budget ? `${budget.part}: ${key}` : key, size: kilobytes(own), budget: budget?.kilobytes }
})

printTable(
  'Script bytes, brotli 11, kB',
  ['part', 'measured', 'budget', ''],
  [
    row('first view', kilobytes(first), FIRST_VIEW_KILOBYTES),
    ...rows.toSorted((a, b) => b.size - a.size).map(({ name, size, budget }) => row(name, size, budget)),
  ],
)
