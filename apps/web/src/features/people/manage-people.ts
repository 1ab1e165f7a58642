import { roles, type Role } from '../../shell/api.ts'

/** A courtesy to the eye; the server decides. */
export function mayManagePeople(role: Role): boolean {
  return role === 'owner' || role === 'facilitator'
}

/** Nobody gives away more than they hold. */
export function rolesToGive(role: Role): readonly Role[] {
  return role === 'owner' ? roles : roles.filter(given => given !== 'owner')
}
