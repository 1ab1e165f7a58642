import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileOf, lockDataFolder, makeDataFolder } from '../database/data-folder.ts'
import { restore } from '../storage/restore.ts'
import { Failure, type Command } from './command.ts'
import { readConfigOrFail } from './open-records.ts'
import { firstFinding } from './verification.ts'
import { orDamaged } from './verify-or-fail.ts'

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Put a backup in the place of what is kept',
  help: [
    'Usage: barycentre restore FILE',
    '',
    'Verifies the backup and puts it in the place of what the data folder keeps, which stays beside it under a name with the',
    'time. Refused while a server runs on the folder. Whoever has written since the backup and still has it on their device',
    'brings it back when they connect.',
  ].join('\n'),
  options: {},
  positionals: 1,
  async run(invocation) {
    const { dataDir } = readConfigOrFail(invocation)
    const named = invocation.positionals[0] ?? ''
    const backup = resolve(invocation.workingDir, named)
    if (!existsSync(backup)) throw new Failure(`There is no ${named}.`)
    const folder = makeDataFolder(dataDir)
    if (!folder.ok) throw new Failure(folder.error)
    const lock = lockDataFolder(dataDir)
    if (!lock.ok) throw new Failure(lock.error)
    try {
      const restored = orDamaged(named, () => restore(backup, fileOf(dataDir), new Date()))
      if (!restored.ok) {
        throw new Failure(
          restored.error.code === 'newer'
            ? `${named} was written by a newer version of Barycentre; start that one.`
            : `Nothing was replaced: ${named} is not sound, ${firstFinding(restored.error.verification)}.`,
        )
      }
      const { verification, replaced } = restored.value
      invocation.tell(`${verification.documents} documents with ${verification.rows} rows are restored from ${named}.`)
      if (replaced !== undefined) invocation.tell(`What was there before is in ${replaced}.`)
    } finally {
      lock.value.close()
    }
  },
}
