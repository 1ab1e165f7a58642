import type { Result } from '@barycentre/kit'
import { removeRecord, restoreRecord, type Command, type Refusal } from '@barycentre/commands'
import type { RecordRef } from '@barycentre/plan'
import { showToast } from '@barycentre/ui'
import { useCallback, useEffect, useRef } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { useRun } from '../../workspace/index.ts'

export type Act = <Args, Value>(command: Command<Args, Value>, args: NoInfer<Args>) => Result<Value, Refusal>

/** Runs a command; a refusal is told in a sentence and given back. The function stays the same from render to render. */
export function useAct(): Act {
  const run = useRun()
  const sentence = useRefusalSentence()
  const latest = useRef({ run, sentence })
  useEffect(() => {
    latest.current = { run, sentence }
  })
  return useCallback((command, args) => {
    const result = latest.current.run(command, args)
    if (!result.ok) showToast(latest.current.sentence(result.error), { tone: 'caution' })
    return result
  }, [])
}

/** Removes a record and offers to bring it back: the question comes after, when the answer is known. */
export function useRemove(): (ref: RecordRef, title: string) => boolean {
  const act = useAct()
  const t = useMessages()
  return useCallback(
    (ref, title) => {
      const result = act(removeRecord, ref)
      if (!result.ok) return false
      showToast(t('shell.removed', { name: title }), {
        action: { label: t('shell.restore'), onSelect: () => act(restoreRecord, ref) },
      })
      return true
    },
    [act, t],
  )
}

export function useRefusalSentence(): (refusal: Refusal) => string {
  const sentence = useProblemSentence()
  return ({ code, ...facts }) => sentence({ code, facts })
}
