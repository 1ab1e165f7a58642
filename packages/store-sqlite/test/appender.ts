// A process of its own: appends to a document until it is told to stop, or killed. Prints each row that was resolved.
import { documentName } from '@barycentre/sync'
import { openSqliteStore } from '../src/index.ts'

const [path, author, rows] = process.argv.slice(2) as [string, string, string]
const store = openSqliteStore(path, { pollEvery: 5 })
const document = documentName('mission/plan')
let heard = 0
store.onForeignAppend(() => heard++)

// Says that it is open, and begins when its parent says so, or at once where nobody can.
process.stdout.write('ready\n')
await new Promise<void>(begin => process.stdin.once('data', () => begin()).once('end', () => begin()))
process.stdin.pause()

for (let i = 1; i <= Number(rows); i++) {
  const update = new TextEncoder().encode(`${author}:${i}`)
  const [place] = await store.append([{ document, time: Date.now(), author, update }])
  // Written through to the parent before going on: what it has read was resolved.
  await new Promise(written => process.stdout.write(`${place?.sequence} ${author}:${i}\n`, written))
}
// The last rows of the other process are noticed a moment after they were written.
await new Promise(later => setTimeout(later, 200))
await store.close()
process.stdout.write(`heard ${heard > 0}\n`)
