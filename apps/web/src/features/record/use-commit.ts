import type { Command } from '@barycentre/commands'
import { showToast } from '@barycentre/ui'
import { useCallback } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { useRun } from '../../workspace/index.ts'

/** Runs a command as one gesture; gives back a sentence for the person where it was refused. */
export function useCommit(): <Args, Value>(command: Command<Args, Value>, args: NoInfer<Args>) => string | undefined {
  const t = useMessages()
  const run = useRun()
  const problemSentence = useProblemSentence()
  return useCallback(
    (command, args) => {
      const result = run(command, args)
      if (result.ok) return undefined
      const { code, ...facts } = result.error
      return code === 'invalid' ? t('record.invalid') : problemSentence({ code, facts })
    },
    [t, run, problemSentence],
  )
}

/** For gestures that leave nothing in a field beside which the sentence could stand. */
export function tell(refused: string | undefined): void {
  if (refused !== undefined) showToast(refused, { tone: 'danger' })
}
