/** What somebody may do in one workspace, from most to least. */
export const roles = ['owner', 'facilitator', 'planner', 'reader'] as const
export type Role = (typeof roles)[number]

export function isRole(word: string): word is Role {
  return (roles as readonly string[]).includes(word)
}

/**
 * From where somebody plans: the four whose agreement a plan needs (DPKO, OCHA, DPA, the Country Team), then observers,
 * nationals and civil society.
 */
export const groups = ['DPKO', 'OCHA', 'DPA', 'UNCT', 'OBS', 'NAT', 'CSO'] as const
export type Group = (typeof groups)[number]

export function isGroup(word: string): word is Group {
  return (groups as readonly string[]).includes(word)
}

/** A signed-in person, or a script with a token, in one workspace. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly workspaceId: string
  readonly role: Role
  readonly group: Group
  /** The organisation that the person named on entering; a script has none. */
  readonly entity?: string
}
