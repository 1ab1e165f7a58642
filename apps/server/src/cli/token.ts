import { groups, roles } from '@barycentre/access'
import { issueToken } from '../auth/issue-token.ts'
import type { TokenId } from '../auth/tokens.ts'
import { Failure, getChoice, getOption, type Command } from './command.ts'
import { getWorkspace, withRecords } from './open-records.ts'

export const tokenCreate: Command = {
  name: 'token',
  summary: 'Make an access token for a script or a stock client',
  help: [
    'Usage: barycentre token --workspace NAME --name WHO --group GROUP --role ROLE [--json]',
    '',
    'Prints the token: once, it is stored nowhere. It opens this workspace over HTTP (Authorization: Bearer TOKEN) and',
    'live (ws://HOST/sync/WORKSPACE/plan?token=TOKEN) until it is revoked.',
    '',
    `  --group   ${groups.join(', ')}`,
    `  --role    ${roles.join(', ')}`,
    '  --json    {"id", "token", "workspaceId"}',
  ].join('\n'),
  options: {
    workspace: { type: 'string' },
    name: { type: 'string' },
    group: { type: 'string' },
    role: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: 0,
  run: invocation =>
    withRecords(invocation, async opened => {
      const wanted = {
        name: getOption(invocation, 'name'),
        group: getChoice(invocation, 'group', groups),
        role: getChoice(invocation, 'role', roles),
      }
      const workspace = getWorkspace(opened, invocation)
      const { token, secret } = issueToken(opened, { ...wanted, workspaceId: workspace.id, createdBy: 'operator' })
      const asJson = invocation.options['json'] === true
      invocation.print(asJson ? JSON.stringify({ id: token.id, token: secret, workspaceId: workspace.id }) : secret)
    }),
}

export const tokenList: Command = {
  name: 'token list',
  summary: 'List the tokens of a workspace',
  help: 'Usage: barycentre token list --workspace NAME [--json]\n\nLists id, name, group, role and whether it is revoked. The tokens themselves are not stored.',
  options: { workspace: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 0,
  run: invocation =>
    withRecords(invocation, async opened => {
      const tokens = opened.records.tokens.ofWorkspace(getWorkspace(opened, invocation).id)
      const rows = tokens.map(({ id, name, group, role, revokedAt }) => ({
        id,
        name,
        group,
        role,
        revoked: revokedAt !== null,
      }))
      if (invocation.options['json'] === true) return invocation.print(JSON.stringify(rows))
      for (const row of rows)
        invocation.print([row.id, row.name, row.group, row.role, row.revoked ? 'revoked' : 'valid'].join('\t'))
    }),
}

export const tokenRevoke: Command = {
  name: 'token revoke',
  summary: 'Revoke a token; connections that use it end at once',
  help: 'Usage: barycentre token revoke ID --workspace NAME\n\nID is the one that "barycentre token list" shows.',
  options: { workspace: { type: 'string' } },
  positionals: 1,
  run: invocation =>
    withRecords(invocation, async opened => {
      const [id = ''] = invocation.positionals
      const workspace = getWorkspace(opened, invocation)
      const revoked = opened.records.tokens.revoke(id as TokenId, workspace.id, opened.now())
      if (!revoked) throw new Failure(`"${workspace.name}" has no valid token with the id ${id}.`)
      invocation.tell('Revoked.')
    }),
}
