import { importPlan as importIntoWorkspace, isPlanEmpty } from '../workspaces/import-plan.ts'
import { Failure, type Command } from './command.ts'
import { getWorkspace, withRecords } from './open-records.ts'
import { readFileOrFail, reportLines } from './read-file.ts'

export const importPlan: Command = {
  name: 'import',
  summary: 'Read a plan file into a workspace',
  help: [
    'Usage: barycentre import FILE --workspace NAME [--replace] [--json]',
    '',
    'Reads the whole file or nothing of it, and reports what was read otherwise than it stands. A workspace that has a',
    'plan already is left alone unless --replace says that the file takes its place, for everybody who has it open too.',
    '',
    '  --json    {"records", "notes"}',
  ].join('\n'),
  options: { workspace: { type: 'string' }, replace: { type: 'boolean' }, json: { type: 'boolean' } },
  positionals: 1,
  async run(invocation) {
    const file = readFileOrFail(invocation, invocation.positionals[0] ?? '')
    await withRecords(invocation, async opened => {
      const workspace = getWorkspace(opened, invocation)
      if (invocation.options['replace'] !== true && !(await isPlanEmpty(opened.store, workspace.id))) {
        throw new Failure(
          `"${workspace.name}" has a plan already; --replace puts the file in its place. Nothing was imported.`,
        )
      }
      await importIntoWorkspace(opened, workspace.id, file)
      if (invocation.options['json'] === true) return invocation.print(JSON.stringify(file.report))
      for (const line of reportLines(file.report)) invocation.print(line)
    })
  },
}
