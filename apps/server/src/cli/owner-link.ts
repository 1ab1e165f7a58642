import { groups } from '@barycentre/access'
import { inviteOwner } from '../auth/invite.ts'
import { findOption, getChoice, type Command } from './command.ts'
import { withRecords } from './open-records.ts'

export const ownerLink: Command = {
  name: 'owner-link',
  summary: 'Make a fresh link that signs a person in as owner of every workspace',
  help: [
    'Usage: barycentre owner-link [--group GROUP] [--json]',
    '',
    'Prints the link. It can be used once, within a week; earlier owner links that nobody used end with it.',
    '',
    `  --group   ${groups.join(', ')} (DPKO)`,
    '  --json    {"link", "expiresAt"}',
  ].join('\n'),
  options: { group: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 0,
  run: invocation =>
    withRecords(invocation, async opened => {
      const group = findOption(invocation, 'group') === undefined ? 'DPKO' : getChoice(invocation, 'group', groups)
      const { invitation, secret } = inviteOwner(opened, group)
      const link = `${opened.address}/join/${secret}`
      const expiresAt = new Date(invitation.expiresAt).toISOString()
      invocation.print(invocation.options['json'] === true ? JSON.stringify({ link, expiresAt }) : link)
    }),
}
