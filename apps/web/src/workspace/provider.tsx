import { must } from '@barycentre/kit'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { WorkspaceEntry } from '../shell/api.ts'
import { Opening } from '../shell/opening.tsx'
import { useSession } from '../shell/session.tsx'
import { openWorkspace, type Member, type OpenWorkspace } from './open-workspace.ts'

interface Here {
  readonly open: OpenWorkspace
  readonly me: Member
  readonly workspace: WorkspaceEntry
}

const HereContext = createContext<Here | undefined>(undefined)

/** Opens a workspace for the person who is signed in, and closes it with the last of its screens. */
export function WorkspaceProvider({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const { now } = useSession()
  const entry = now.state === 'signed-in' ? now.workspaces.find(each => each.id === workspaceId) : undefined
  const person = now.state === 'signed-in' ? now.person : undefined
  const [open, setOpen] = useState<OpenWorkspace>()

  const [personId, name, entity] = [person?.id, person?.name, person?.entity]
  const [group, role] = [entry?.group, entry?.role]
  const me = useMemo<Member | undefined>(
    () =>
      personId === undefined || group === undefined || role === undefined
        ? undefined
        : { personId, name: name ?? '', entity: entity ?? '', group, role },
    [personId, name, entity, group, role],
  )
  useEffect(() => {
    if (me === undefined) return
    const opened = openWorkspace(workspaceId, me)
    setOpen(opened)
    return () => {
      setOpen(undefined)
      opened.close()
    }
  }, [workspaceId, me])

  const here = useMemo<Here | undefined>(
    () => (open === undefined || me === undefined || entry === undefined ? undefined : { open, me, workspace: entry }),
    [open, me, entry],
  )
  return here === undefined ? <Opening /> : <HereContext value={here}>{children}</HereContext>
}

export function useHere(): Here {
  return must(useContext(HereContext), 'a screen of a workspace stands within its <WorkspaceProvider>')
}
