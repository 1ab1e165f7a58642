// `npm run bench [name …]`: runs bench/NAME.bench.ts one after the other, or all of them. Tables go to stdout.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const known = readdirSync(here)
  .filter(file => file.endsWith('.bench.ts'))
  .map(file => file.slice(0, -'.bench.ts'.length))
const wanted = process.argv.length > 2 ? process.argv.slice(2) : known
const unknown = wanted.filter(name => !known.includes(name))

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are ${known.join(', ')}.`)
  process.exitCode = 2
} else {
  for (const name of wanted) {
    const { status } = spawnSync(process.execPath, [join(here, `${name}.bench.ts`)], { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
}
