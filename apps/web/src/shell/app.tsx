import { LiveRegion, Toasts } from '@barycentre/ui'
import { lazy, Suspense, useEffect } from 'react'
import type { api } from './api.ts'
import { homeAreas, joinAreas } from './areas.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { LanguageProvider, WithMessages, type FirstMessages } from './language.tsx'
import { usePath } from './location.tsx'
import { NotFound } from './not-found.tsx'
import { Opening } from './opening.tsx'
import { parsePath } from './routes.ts'
import { SessionProvider } from './session.tsx'
import { ShortcutsProvider } from './shortcuts.tsx'
import { SignedIn } from './signed-in.tsx'

const workspaceLayout = () => import('./workspace-layout.tsx')
const WorkspaceLayout = lazy(async () => ({ default: (await workspaceLayout()).WorkspaceLayout }))
const HomeScreen = lazy(async () => ({ default: (await import('../features/home/index.ts')).HomeScreen }))
const JoinScreen = lazy(async () => ({ default: (await import('./join-screen.tsx')).JoinScreen }))

type AppProps = FirstMessages & { me: ReturnType<typeof api.me> }

export function App({ me, ...first }: AppProps) {
  return (
    <LanguageProvider {...first}>
      <LiveRegion />
      <ErrorBoundary>
        <SessionProvider first={me}>
          <ShortcutsProvider>
            <Suspense fallback={<Opening />}>
              <Here />
            </Suspense>
          </ShortcutsProvider>
        </SessionProvider>
      </ErrorBoundary>
      <Toasts />
    </LanguageProvider>
  )
}

/** The page that the address leads to. */
function Here() {
  const place = parsePath(usePath())
  switch (place?.at) {
    case 'home':
      return (
        <SignedIn>
          <WithMessages areas={homeAreas}>
            <HomeScreen />
            <FetchWorkspaceLayout />
          </WithMessages>
        </SignedIn>
      )
    case 'join':
      return (
        <WithMessages areas={joinAreas}>
          <JoinScreen key={place.secret} secret={place.secret} />
        </WithMessages>
      )
    case 'workspace':
      return (
        <SignedIn>
          <WorkspaceLayout workspaceId={place.workspaceId} screen={place.screen} />
        </SignedIn>
      )
    case undefined:
      return <NotFound />
  }
}

/** Whoever is at home opens a workspace next: what that needs comes while they look. */
function FetchWorkspaceLayout() {
  useEffect(() => {
    // If it does not come now, it is asked for again when it is needed, and that failure is told.
    workspaceLayout().catch(() => undefined)
  }, [])
  return null
}
