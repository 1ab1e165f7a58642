import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileOf } from '../database/data-folder.ts'
import { backUp } from '../storage/back-up.ts'
import { Failure, type Command } from './command.ts'
import { readConfigOrFail } from './open-records.ts'
import { firstFinding } from './verification.ts'
import { failureOf } from './verify-or-fail.ts'

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Copy everything that is kept into one file',
  help: [
    'Usage: barycentre backup FILE',
    '',
    'Copies everything as it is at one moment, while the server runs or not, verifies the copy, and only then gives it its',
    'name. An existing file is never replaced. "barycentre restore FILE" brings it back.',
  ].join('\n'),
  options: {},
  positionals: 1,
  async run(invocation) {
    const file = fileOf(readConfigOrFail(invocation).dataDir)
    const named = invocation.positionals[0] ?? ''
    const to = resolve(invocation.workingDir, named)
    if (!existsSync(file)) throw new Failure(`There is no ${file}: nothing to copy.`)
    if (!existsSync(dirname(to))) throw new Failure(`There is no folder ${dirname(to)}.`)
    const made = await backUp(file, to).catch((cause: unknown) => {
      throw failureOf(file, cause)
    })
    if (!made.ok) {
      throw new Failure(
        made.error.code === 'exists'
          ? `${named} is there already; name another file.`
          : `Nothing was written: the copy is not sound, ${firstFinding(made.error.verification)}. "barycentre verify" says more.`,
      )
    }
    const { documents, rows } = made.value
    invocation.tell(`${documents} documents with ${rows} rows are in ${named}, verified.`)
  },
}
