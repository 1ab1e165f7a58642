export { groups, isGroup, isRole, roles, type Actor, type Group, type Role } from './actor.ts'
export { acts, can, canGive, policy, type Act, type NotAllowed, type Place } from './policy.ts'
