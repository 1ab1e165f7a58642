import { lazy, Suspense, useEffect, type ComponentType } from 'react'
import { CoherenceCount } from '../features/coherence/coherence-count.tsx'
import { FollowBar, PresenceAvatars, useAnnounceHere } from '../features/presence/index.ts'
import { useWorkspace, WorkspaceProvider } from '../workspace/index.ts'
import { LanguageMenu, ThemeMenu } from './appearance-menus.tsx'
import { recordAreas, screenAreas, workspaceAreas } from './areas.ts'
import { BrandMark } from './brand-mark.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { useFetchRest } from './fetch-rest.ts'
import { useMessages, WithMessages } from './language.tsx'
import { alsoFetch } from './later.tsx'
import { Link, Redirect } from './location.tsx'
import { NotFound } from './not-found.tsx'
import { Opening } from './opening.tsx'
import { Main, SkipLink, useDocumentTitle } from './page.tsx'
import { PersonMenu } from './person-menu.tsx'
import { isScreen, screenPath, screens, useCloseRecord, useOpenedRecord, type Screen } from './routes.ts'
import { SaveStatusChip } from './save-status-chip.tsx'
import { useSession } from './session.tsx'
import { UndoButtons } from './undo-buttons.tsx'
import styles from './workspace-layout.module.css'

const views: Readonly<Record<Screen, View>> = {
  vision: view(() => import('../features/vision/index.ts').then(feature => feature.VisionScreen)),
  canvas: view(() => import('../features/canvas/index.ts').then(feature => feature.CanvasScreen)),
  benchmarks: view(() => import('../features/benchmarks/index.ts').then(feature => feature.BenchmarksScreen)),
  cabinet: view(() => import('../features/cabinet/index.ts').then(feature => feature.CabinetScreen)),
  coherence: view(() => import('../features/coherence/index.ts').then(feature => feature.CoherenceScreen)),
  people: view(() => import('../features/people/index.ts').then(feature => feature.PeopleScreen)),
}
const recordPanel = () => import('../features/record/index.ts').then(feature => feature.RecordPanel)
const RecordPanel = lazy(async () => ({ default: await recordPanel() }))
alsoFetch(recordPanel)

type View = { readonly Component: ComponentType; readonly load: () => Promise<unknown> }

function view(load: () => Promise<ComponentType>): View {
  alsoFetch(load)
  return { Component: lazy(async () => ({ default: await load() })), load }
}

type WorkspaceLayoutProps = { readonly workspaceId: string; readonly screen: string | undefined }

/** One workspace, open for as long as one moves between its screens. */
export function WorkspaceLayout({ workspaceId, screen }: WorkspaceLayoutProps) {
  const { now } = useSession()
  if (screen === undefined) return <Redirect to={screenPath(workspaceId, 'canvas')} />
  if (!isScreen(screen)) return <NotFound />
  // What was remembered may be out of date; only a fresh answer of the server closes a door.
  const known = now.state === 'signed-in' && now.workspaces.some(workspace => workspace.id === workspaceId)
  if (now.state === 'signed-in' && !now.remembered && !known) return <NotFound />
  return (
    <WithMessages areas={workspaceAreas}>
      <WorkspaceProvider key={workspaceId} workspaceId={workspaceId}>
        <WorkspaceFrame screen={screen} />
      </WorkspaceProvider>
    </WithMessages>
  )
}

function WorkspaceFrame({ screen }: { screen: Screen }) {
  const t = useMessages()
  const workspace = useWorkspace()
  const record = useOpenedRecord()
  const closeRecord = useCloseRecord()
  const title = t(`shell.screen.${screen}`)
  const { Component, load } = views[screen]
  useAnnounceHere(screen, record)
  // Code and words come side by side: what waits for the one must not put off the other.
  useEffect(() => {
    // A chunk that does not come is told by the view itself, which asks for it again.
    load().catch(() => undefined)
  }, [load])
  const anyRecord = record !== undefined
  useEffect(() => {
    if (anyRecord) recordPanel().catch(() => undefined)
  }, [anyRecord])
  useFetchRest()
  useDocumentTitle(title, workspace.name)

  return (
    <div className={styles.layout}>
      <header className={styles.header}>
        <SkipLink />
        <Link href="/" className={styles.home} aria-label={t('shell.toHome')} title={t('shell.toHome')}>
          <BrandMark />
        </Link>
        <div className={styles.name} dir="auto" title={workspace.name}>
          {workspace.name}
        </div>
        <nav className={styles.screens} aria-label={t('shell.screens')}>
          {screens.map(name => (
            <Link
              key={name}
              href={screenPath(workspace.id, name)}
              className={styles.screen}
              aria-current={name === screen ? 'page' : undefined}
            >
              {t(`shell.screen.${name}`)}
              {name === 'coherence' && <CoherenceCount />}
            </Link>
          ))}
        </nav>
        <div className={styles.tools}>
          <SaveStatusChip />
          <UndoButtons />
          <span className={styles.rule} />
          <PresenceAvatars />
          <LanguageMenu />
          <ThemeMenu />
          <PersonMenu group={workspace.group} detail={t(`roles.${workspace.role}`)} />
        </div>
      </header>
      <FollowBar />
      <div className={styles.body}>
        <Main className={styles.main} label={title}>
          <ErrorBoundary about={screen}>
            <Suspense fallback={<Opening />}>
              <WithMessages areas={screenAreas[screen]}>
                <Component />
              </WithMessages>
            </Suspense>
          </ErrorBoundary>
        </Main>
        {record && (
          <ErrorBoundary about={`${record.kind}:${record.id}`}>
            <Suspense>
              <WithMessages areas={recordAreas}>
                <RecordPanel record={record} onClose={closeRecord} />
              </WithMessages>
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
    </div>
  )
}
