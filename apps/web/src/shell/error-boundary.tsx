import { Button, EmptyState } from '@barycentre/ui'
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { useMessages } from './language.tsx'

type Props = {
  readonly children: ReactNode
  /** When it changes, what failed is tried again: another screen is not to blame. */
  readonly about?: string
}

/**
 * Stops a defect at the edge of the screen in which it happened. The open document lives outside of it and goes on
 * keeping and sending: nothing that was written is lost by a view that broke.
 */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override state = { error: undefined as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('something without a name was thrown') }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo) {
    console.error(error, componentStack)
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error !== undefined && before.about !== this.props.about) this.setState({ error: undefined })
  }

  override render() {
    if (this.state.error === undefined) return this.props.children
    return <Broken error={this.state.error} onRetry={() => this.setState({ error: undefined })} />
  }
}

function Broken({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useMessages()
  return (
    <EmptyState
      title={t('shell.broken')}
      actions={
        <>
          <Button tone="primary" onClick={onRetry}>
            {t('shell.tryAgain')}
          </Button>
          <Button onClick={() => location.reload()}>{t('shell.reload')}</Button>
        </>
      }
    >
      <p>{t('shell.brokenText')}</p>
      <p dir="ltr">
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </p>
    </EmptyState>
  )
}
