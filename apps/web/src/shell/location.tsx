import { createEmitter } from '@barycentre/kit'
import { useLayoutEffect, useSyncExternalStore, type ComponentPropsWithRef } from 'react'

// Where the page is. The address is the only state, and the browser keeps it; this tells when it changes.

const moves = createEmitter<[]>()

/** Goes to an address of this app, as a step in the browser's history or in the place of the present one. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', to)
  moves.emit()
}

/** The path as it stands in the address, escaped. */
export function usePath(): string {
  return useSyncExternalStore(onMove, () => location.pathname)
}

/** What follows the question mark. */
export function useSearch(): string {
  return useSyncExternalStore(onMove, () => location.search.slice(1))
}

/** A link within the app: a plain press stays on this page, every other one is the browser's own. */
export function Link({ href, onClick, children, ...rest }: ComponentPropsWithRef<'a'> & { href: string }) {
  return (
    <a
      {...rest}
      href={href}
      onClick={event => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0) return
        onClick?.(event)
        if (event.defaultPrevented) return
        event.preventDefault()
        navigate(href)
      }}
    >
      {children}
    </a>
  )
}

/** Stands for another address: whoever comes here is taken there, and Back does not lead here again. */
export function Redirect({ to }: { to: string }) {
  useLayoutEffect(() => navigate(to, { replace: true }), [to])
  return null
}

function onMove(tell: () => void): () => void {
  const stop = moves.on(tell)
  addEventListener('popstate', tell)
  return () => {
    stop()
    removeEventListener('popstate', tell)
  }
}
