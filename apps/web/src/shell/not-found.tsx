import { buttonClass, EmptyState } from '@barycentre/ui'
import { Link } from './location.tsx'
import { useMessages } from './language.tsx'
import { Page } from './page.tsx'

export function NotFound() {
  const t = useMessages()
  return (
    <Page title={t('shell.notFound')} narrow>
      <EmptyState
        title={t('shell.notFound')}
        actions={
          <Link href="/" className={buttonClass({ tone: 'primary' })}>
            {t('shell.toHome')}
          </Link>
        }
      >
        {t('shell.notFoundText')}
      </EmptyState>
    </Page>
  )
}
