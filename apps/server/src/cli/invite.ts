import { groups, roles } from '@barycentre/access'
import { invite } from '../auth/invite.ts'
import { getChoice, getNumber, type Command } from './command.ts'
import { getWorkspace, withRecords } from './open-records.ts'

export const inviteCommand: Command = {
  name: 'invite',
  summary: 'Make an invitation link',
  help: [
    'Usage: barycentre invite --workspace NAME --group GROUP --role ROLE [--uses N] [--hours N] [--json]',
    '',
    'Prints a link that lets people into the workspace: once, it is stored nowhere.',
    '',
    `  --group   ${groups.join(', ')}`,
    `  --role    ${roles.join(', ')}`,
    '  --uses    how many people may use it (1)',
    '  --hours   how long it is valid (168, a week)',
    '  --json    {"id", "link", "expiresAt"}',
  ].join('\n'),
  options: {
    workspace: { type: 'string' },
    group: { type: 'string' },
    role: { type: 'string' },
    uses: { type: 'string' },
    hours: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: 0,
  run: invocation =>
    withRecords(invocation, async opened => {
      const wanted = {
        group: getChoice(invocation, 'group', groups),
        role: getChoice(invocation, 'role', roles),
        uses: Math.floor(getNumber(invocation, 'uses', 1)),
        expiresInHours: getNumber(invocation, 'hours', 24 * 7),
      }
      const workspace = getWorkspace(opened, invocation)
      const made = invite(opened, { ...wanted, workspaceId: workspace.id, createdBy: 'operator' })
      const link = `${opened.address}/join/${made.secret}`
      const expiresAt = new Date(made.invitation.expiresAt).toISOString()
      const asJson = invocation.options['json'] === true
      invocation.print(asJson ? JSON.stringify({ id: made.invitation.id, link, expiresAt }) : link)
    }),
}
