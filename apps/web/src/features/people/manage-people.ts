import { can, canGive, roles, type Act, type Actor, type Role } from '@barycentre/access'
import { useMemo } from 'react'
import { useMe, useWorkspace } from '../../workspace/index.ts'

/** What I may do here with people and tokens: a courtesy to the eye, the server decides. */
export function useMay() {
  const me = useMe()
  const workspace = useWorkspace()
  return useMemo(() => {
    const { role, group } = workspace
    const actor: Actor = { id: me.personId, name: me.name, workspaceId: workspace.id, role, group }
    return {
      act: (act: Act): boolean => can(actor, act).ok,
      rolesToGive: (act: 'members.invite' | 'tokens.make'): readonly Role[] =>
        roles.filter(given => canGive(actor, given, act).ok),
    }
  }, [me, workspace])
}
