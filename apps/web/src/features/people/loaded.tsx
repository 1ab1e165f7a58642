import { Button, EmptyState, Spinner } from '@barycentre/ui'
import type { ReactNode } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import type { Remote } from '../../shell/use-remote.ts'

type LoadedProps<T> = {
  readonly remote: Remote<T>
  readonly onRetry: () => void
  readonly children: (value: T) => ReactNode
}

/** What the server was asked for: on its way, here, or why not. */
export function Loaded<T>({ remote, onRetry, children }: LoadedProps<T>) {
  const t = useMessages()
  const sentence = useProblemSentence()
  switch (remote.state) {
    case 'loading':
      return <Spinner />
    case 'loaded':
      return children(remote.value)
    case 'failed':
      return (
        <EmptyState title={t('people.notLoaded')} actions={<Button onClick={onRetry}>{t('shell.tryAgain')}</Button>}>
          {sentence(remote.problem)}
        </EmptyState>
      )
  }
}
