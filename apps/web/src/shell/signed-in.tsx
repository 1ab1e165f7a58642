import { Button, EmptyState } from '@barycentre/ui'
import type { ReactNode } from 'react'
import { useMessages } from './language.tsx'
import { Opening } from './opening.tsx'
import { Page } from './page.tsx'
import { useProblemSentence } from './problem-sentence.ts'
import { useSession } from './session.tsx'

/** What is inside is for those who have come in by an invitation; others are told how one does. */
export function SignedIn({ children }: { children: ReactNode }) {
  const t = useMessages()
  const sentence = useProblemSentence()
  const { now, refresh } = useSession()
  switch (now.state) {
    case 'asking':
      return <Opening />
    case 'signed-in':
      return children
    case 'signed-out':
      return (
        <Page title={t('shell.signedOut')} narrow>
          <EmptyState title={t('shell.signedOut')}>{t('shell.signedOutText')}</EmptyState>
        </Page>
      )
    case 'failed':
      return (
        <Page title={t('shell.cannotOpen')} narrow>
          <EmptyState
            title={t('shell.cannotOpen')}
            actions={
              <Button tone="primary" onClick={() => void refresh()}>
                {t('shell.tryAgain')}
              </Button>
            }
          >
            {sentence(now.problem)}
          </EmptyState>
        </Page>
      )
  }
}
