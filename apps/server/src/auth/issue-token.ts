import type { Chance } from '../chance.ts'
import type { Records } from '../records.ts'
import type { Token, TokenId } from './tokens.ts'

export type NewToken = Pick<Token, 'workspaceId' | 'name' | 'group' | 'role' | 'createdBy'>

/** Makes a token. The secret is in what this returns and nowhere else. */
export function issueToken(
  { records, chance, now }: { records: Records; chance: Chance; now: () => number },
  wanted: NewToken,
): { token: Omit<Token, 'revokedAt'>; secret: string } {
  const token = { ...wanted, id: chance.id() as TokenId, createdAt: now() }
  const secret = chance.secret()
  records.tokens.create(secret, token)
  return { token, secret }
}
