import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { exportWorkspace } from '../workspaces/export-workspace.ts'
import { Failure, findOption, type Command } from './command.ts'
import { getWorkspace, withRecords } from './open-records.ts'

export const exportPlan: Command = {
  name: 'export',
  summary: 'Write a workspace as a plan file',
  help: [
    'Usage: barycentre export --workspace NAME [--out FILE]',
    '',
    'Writes everything that the workspace holds, as it is saved now: to FILE, or to the standard output.',
  ].join('\n'),
  options: { workspace: { type: 'string' }, out: { type: 'string' } },
  positionals: 0,
  run: invocation =>
    withRecords(invocation, async opened => {
      const file = await exportWorkspace(opened, getWorkspace(opened, invocation).id)
      const out = findOption(invocation, 'out')
      if (out === undefined) return invocation.print(file.trimEnd())
      try {
        writeFileSync(resolve(invocation.workingDir, out), file)
      } catch (cause) {
        throw new Failure(`${out} cannot be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`, {
          cause,
        })
      }
      invocation.tell(`Written to ${out}.`)
    }),
}
