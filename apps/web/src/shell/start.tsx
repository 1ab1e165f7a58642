import type { Area, CompiledMessages, Locale } from '@barycentre/messages'
import { must } from '@barycentre/kit'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { api } from './api.ts'
import { App } from './app.tsx'

type Start = {
  readonly locale: Locale
  /** Those that `compiled` holds; others come when a screen needs them. */
  readonly areas: readonly Area[]
  readonly compiled: CompiledMessages
  readonly me: Promise<Response>
}

export function start({ me, ...language }: Start): void {
  const place = must(document.getElementById('app'), 'index.html has a place for the app')
  createRoot(place).render(
    <StrictMode>
      <App {...language} me={api.me(me)} />
    </StrictMode>,
  )
}
