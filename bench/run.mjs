// `npm run bench [name …] [-- --option …]`: runs bench/NAME.bench.ts one after the other, with the options, or all of them but
// those that take long. Tables go to stdout.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
/** Run only when they are named. */
const long = ['sync']
const known = readdirSync(here)
  .filter(file => file.endsWith('.bench.ts'))
  .map(file => file.slice(0, -'.bench.ts'.length))
const args = process.argv.slice(2)
const firstOption = args.findIndex(arg => arg.startsWith('-'))
const [names, options] = firstOption === -1 ? [args, []] : [args.slice(0, firstOption), args.slice(firstOption)]
const wanted = names.length > 0 ? names : known.filter(name => !long.includes(name))
const unknown = wanted.filter(name => !known.includes(name))

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are ${known.join(', ')}.`)
  process.exitCode = 2
} else {
  for (const name of wanted) {
    const { status } = spawnSync(process.execPath, [join(here, `${name}.bench.ts`), ...options], { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
}
