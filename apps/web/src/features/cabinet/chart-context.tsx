import { must } from '@barycentre/kit'
import { createContext, useContext } from 'react'

/** What a card needs from the chart around it; it changes when a name is being written, not when a card moves. */
export type ChartContextValue = {
  readonly canWrite: boolean
  readonly renamingId: string | undefined
  readonly startRename: (id: string) => void
  readonly endRename: (id: string, title: string | undefined) => void
  readonly endDraft: (title: string | undefined) => void
}

const ChartContext = createContext<ChartContextValue | undefined>(undefined)

export const ChartProvider = ChartContext.Provider

export function useChart(): ChartContextValue {
  return must(useContext(ChartContext), 'cards are drawn inside the cabinet')
}
