import type { MessageKey, MessageValues, Messages } from '@barycentre/messages'
import { useLanguage } from './language.tsx'

/** A code that travels, with what belongs to it; the sentence is made here, at the edge. */
export type Coded = { readonly code: string; readonly facts: Readonly<Record<string, unknown>> }

/** What happened and what to do, from a refusal of the server or of a command. */
export function useProblemSentence(): (problem: Coded) => string {
  const { messages } = useLanguage()
  return problem => sentence(messages, `refusals.${problem.code}`, problem, 'refusals.unknown')
}

/** What an import noticed. */
export function useNoteSentence(): (note: Coded) => string {
  const { messages } = useLanguage()
  return note => sentence(messages, `import.${note.code}`, note, 'home.unknownNote')
}

/** A code that is newer than this page still gets an honest sentence, with the code for whoever is asked about it. */
function sentence(messages: Messages, key: string, { code, facts }: Coded, otherwise: MessageKey): string {
  return messages.has(key) ? messages.translate(key, values(facts)) : messages.translate(otherwise, { code })
}

function values(facts: Readonly<Record<string, unknown>>): MessageValues {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, valueOf(fact)]))
}

function valueOf(fact: unknown): string | number {
  if (typeof fact === 'string' || typeof fact === 'number') return fact
  return Array.isArray(fact) ? fact.map(valueOf).join(', ') : JSON.stringify(fact)
}
