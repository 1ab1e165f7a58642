import { must } from '@barycentre/kit'
import type { Plan, RecordRef } from '@barycentre/plan'
import { createContext, useContext } from 'react'

/** What every field of the panel works with. */
export interface PanelContext {
  readonly plan: Plan
  readonly record: RecordRef
  readonly canWrite: boolean
  /** Who else has the focus in a field, by their names. */
  readonly othersAt: (path: string) => readonly string[]
}

export const PanelContext = createContext<PanelContext | undefined>(undefined)

export function usePanel(): PanelContext {
  return must(useContext(PanelContext), 'a field of the panel stands within the panel')
}
