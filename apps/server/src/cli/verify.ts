import { resolve } from 'node:path'
import { fileOf } from '../database/data-folder.ts'
import { Failure, findOption, type Command } from './command.ts'
import { readConfigOrFail } from './open-records.ts'
import { firstFinding, verificationLines } from './verification.ts'
import { verifyOrFail } from './verify-or-fail.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'Look whether everything that is kept is sound',
  help: [
    'Usage: barycentre verify [--file FILE] [--json]',
    '',
    'Reads everything, writes nothing, and may run beside a server: the pages of the file; of every document that its rows',
    'are all there, are what was written, and can be read one after another; that its checkpoint is what they have come to.',
    'Exit code 1 if anything is wrong, with the document and the row.',
    '',
    '  --file    a backup rather than the data folder',
    '  --json    {"documents", "rows", "checkpoints", "unchained", "findings": [{"code", "document", "sequence", "reason"}]}',
  ].join('\n'),
  options: { file: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 0,
  async run(invocation) {
    const named = findOption(invocation, 'file')
    const file =
      named === undefined ? fileOf(readConfigOrFail(invocation).dataDir) : resolve(invocation.workingDir, named)
    const verification = verifyOrFail(file)
    const isSound = verification.findings.length === 0
    if (invocation.options['json'] === true) invocation.print(JSON.stringify(verification))
    else for (const line of verificationLines(verification)) invocation.print(line)
    if (!isSound) throw new Failure(`${file} is damaged: ${firstFinding(verification)}.`)
  },
}
