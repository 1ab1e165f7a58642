import { must } from '@barycentre/kit'
import { createContext, useContext } from 'react'

/** The few words that primitives say by themselves; the app gives them once, in the reader's language. */
export type Words = {
  readonly close: string
  readonly clear: string
  readonly loading: string
  readonly noMatches: string
  readonly remove: (label: string) => string
  readonly create: (label: string) => string
  /** How many further choices a list does not show. */
  readonly more: (count: number) => string
}

const WordsContext = createContext<Words | undefined>(undefined)

export const WordsProvider = WordsContext.Provider

export function useWords(): Words {
  return must(useContext(WordsContext), 'the app is wrapped in <WordsProvider>')
}
