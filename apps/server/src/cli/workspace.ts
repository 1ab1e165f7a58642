import { invite } from '../auth/invite.ts'
import { createWorkspace } from '../workspaces/create-workspace.ts'
import { readDemoPlan } from '../workspaces/demo-plan.ts'
import { Failure, findOption, WrongUsage, type Command } from './command.ts'
import { withRecords } from './open-records.ts'
import { readFileOrFail, reportLines } from './read-file.ts'

export const workspaceAdd: Command = {
  name: 'workspace add',
  summary: 'Make a workspace, empty or from a plan file',
  help: [
    'Usage: barycentre workspace add NAME [--from FILE|demo] [--json]',
    '',
    'Makes the workspace and prints its id, with a link for its first owner (one use, within a week).',
    '',
    '  --from    a plan file, or "demo" for the demo plan; without it the workspace is empty',
    '  --json    {"id", "name", "ownerLink", "report"}',
  ].join('\n'),
  options: { from: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 1,
  async run(invocation) {
    const name = invocation.positionals[0]?.trim() ?? ''
    if (name === '' || name.length > 200) throw new WrongUsage('NAME must have 1 to 200 characters.')
    const from = findOption(invocation, 'from')
    const content = from === undefined ? undefined : from === 'demo' ? readDemoPlan() : readFileOrFail(invocation, from)
    await withRecords(invocation, async opened => {
      if (opened.records.workspaces.all().some(workspace => workspace.name === name)) {
        throw new Failure(`There is a workspace called "${name}" already.`)
      }
      const workspace = await createWorkspace(opened, { name, content })
      const owner = {
        workspaceId: workspace.id,
        group: 'DPKO',
        role: 'owner',
        uses: 1,
        expiresInHours: 24 * 7,
      } as const
      const { secret } = invite(opened, { ...owner, createdBy: 'operator' })
      const ownerLink = `${opened.address}/join/${secret}`
      if (invocation.options['json'] === true) {
        return invocation.print(JSON.stringify({ id: workspace.id, name, ownerLink, report: content?.report ?? null }))
      }
      invocation.print(workspace.id)
      invocation.tell(`Link for its first owner: ${ownerLink}`)
      if (content !== undefined) for (const line of reportLines(content.report)) invocation.tell(line)
    })
  },
}

export const workspaceList: Command = {
  name: 'workspace list',
  summary: 'List the workspaces',
  help: 'Usage: barycentre workspace list [--json]\n\nLists id and name, in the order in which they were made.',
  options: { json: { type: 'boolean' } },
  positionals: 0,
  run: invocation =>
    withRecords(invocation, async ({ records }) => {
      const rows = records.workspaces.all().map(({ id, name }) => ({ id, name }))
      if (invocation.options['json'] === true) return invocation.print(JSON.stringify(rows))
      for (const { id, name } of rows) invocation.print(`${id}\t${name}`)
    }),
}
