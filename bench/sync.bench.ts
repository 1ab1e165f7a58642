// Our server, its peers and two bare relays under the same load, side by side: bench/sync/README.md says how.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { describeRun, markdownTable } from './sync/report.ts'
import { runScenarios } from './sync/run.ts'
import { scenarios } from './sync/scenarios/all.ts'
import { serverKinds } from './sync/servers/all.ts'
import { pinGenerator } from './sync/servers/server-process.ts'

const page = new URL('../docs/performance.md', import.meta.url)
const begin = '<!-- begin: npm run bench sync -->'
const end = '<!-- end: npm run bench sync -->'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    servers: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    kills: { type: 'string', default: '8' },
    write: { type: 'boolean', default: false },
  },
})
const chosen = named(scenarios, values.only)
const kinds = named(serverKinds, values.servers)
const rounds = Number(values.rounds)
const pinned = pinGenerator()

const results = await runScenarios({
  scenarios: chosen,
  kinds,
  rounds,
  kills: Number(values.kills),
  tell: line => console.error(line),
})
const report = `${describeRun({ rounds, pinned })}\n\n${markdownTable(results, kinds)}\n`
console.log(report)
// Only a whole run is a report; a part of one is somebody looking.
const isWhole = values.only === undefined && values.servers === undefined
if (isWhole || values.write) writeReport()

/** All of them, or those of a list of names. */
function named<T extends { readonly name: string }>(all: readonly T[], names: string | undefined): readonly T[] {
  if (names === undefined) return all
  return names.split(',').map(name => {
    const found = all.find(each => each.name === name)
    if (found === undefined) throw new Error(`There is no ${name}. There are ${all.map(each => each.name).join(', ')}.`)
    return found
  })
}

function writeReport(): void {
  const text = readFileSync(page, 'utf8')
  const before = text.slice(0, text.indexOf(begin) + begin.length)
  const after = text.slice(text.indexOf(end))
  writeFileSync(page, `${before}\n\n${report}\n${after}`)
}
