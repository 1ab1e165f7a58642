import { describe, expect, it } from 'vitest'
import { acts, can, canGive, groups, isGroup, isRole, roles, type Act, type Actor, type Role } from '../src/index.ts'

function actor(role: Role, group: Actor['group'] = 'OCHA'): Actor {
  return { id: 'u3', name: 'Leila Bensaïd', workspaceId: 'velanga', role, group }
}

/** Written out a second time on purpose: a right changes in two places or not at all. */
const mayDo: { readonly [A in Act]: string } = {
  'workspace.create': 'owner',
  'workspace.read': 'owner facilitator planner reader',
  'workspace.export': 'owner facilitator planner reader',
  'plan.write': 'owner facilitator planner',
  'text.write': 'owner facilitator planner',
  'plan.import': 'owner facilitator',
  'members.read': 'owner facilitator planner reader',
  'members.invite': 'owner facilitator',
  'members.change': 'owner',
  'tokens.make': 'owner facilitator',
  'tokens.revoke': 'owner facilitator',
}

describe('the policy', () => {
  const cases = acts.flatMap(act => roles.map(role => [role, mayDo[act].split(' ').includes(role), act] as const))

  it.each(cases)('%s: %s for %s', (role, may, act) => {
    const answer = can(actor(role), act)
    expect(answer.ok).toBe(may)
    if (!answer.ok) expect(answer.error).toEqual({ code: 'not-allowed', needs: mayDo[act].split(' ') })
  })

  it('says something about every act', () => {
    expect(acts.toSorted()).toEqual(Object.keys(mayDo).toSorted())
  })

  it('gives every group the same rights in the draft', () => {
    for (const group of groups)
      for (const act of acts) expect(can(actor('planner', group), act)).toEqual(can(actor('planner'), act))
  })

  it('gives nobody a right in another workspace, not even its owner', () => {
    for (const act of acts) {
      expect(can(actor('owner'), act, { workspaceId: 'velanga' }).ok).toBe(true)
      expect(can(actor('owner'), act, { workspaceId: 'other' })).toEqual({
        ok: false,
        error: { code: 'not-allowed', needs: [] },
      })
    }
  })
})

describe('a role', () => {
  const given: { readonly [R in Role]: string } = {
    owner: 'owner facilitator planner reader',
    facilitator: 'facilitator planner reader',
    planner: '',
    reader: '',
  }

  it.each(roles.flatMap(giver => roles.map(role => [giver, role, given[giver].split(' ').includes(role)] as const)))(
    'of %s lets in a %s: %s',
    (giver, role, may) => {
      expect(canGive(actor(giver), role, 'members.invite').ok).toBe(may)
      expect(canGive(actor(giver), role, 'tokens.make').ok).toBe(may)
    },
  )

  it('that is refused names those who could give it', () => {
    expect(canGive(actor('facilitator'), 'owner', 'members.invite')).toEqual({
      ok: false,
      error: { code: 'not-allowed', needs: ['owner'] },
    })
    expect(canGive(actor('planner'), 'reader', 'tokens.make')).toEqual({
      ok: false,
      error: { code: 'not-allowed', needs: ['owner', 'facilitator'] },
    })
    expect(canGive(actor('owner'), 'reader', 'members.invite', { workspaceId: 'other' }).ok).toBe(false)
  })
})

describe('words from outside', () => {
  it('are told to be roles or groups, or not', () => {
    expect([isRole('owner'), isRole('admin'), isRole('toString')]).toEqual([true, false, false])
    expect([isGroup('UNCT'), isGroup('unct'), isGroup('')]).toEqual([true, false, false])
  })
})
