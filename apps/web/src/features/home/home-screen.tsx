import { Badge, Button, EmptyState, MenuButton } from '@barycentre/ui'
import { Download, Ellipsis, ExternalLink, Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { Link, navigate } from '../../shell/location.tsx'
import { api, type WorkspaceEntry } from '../../shell/api.ts'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { Page, PageHeading } from '../../shell/page.tsx'
import { screenPath } from '../../shell/routes.ts'
import { useSession } from '../../shell/session.tsx'
import { NewWorkspaceDialog } from './new-workspace-dialog.tsx'
import styles from './home-screen.module.css'

/** The workspaces that I am in, and the way to a new one. */
export function HomeScreen() {
  const t = useMessages()
  const format = useFormat()
  const { now } = useSession()
  const [creating, setCreating] = useState(false)
  if (now.state !== 'signed-in') return null
  const workspaces = [...now.workspaces].sort((a, b) => format.compare(a.name, b.name))

  const newButton = (
    <Button tone="primary" icon={<Plus size={16} />} onClick={() => setCreating(true)}>
      {t('home.new')}
    </Button>
  )
  return (
    <Page title={t('home.title')}>
      <div className={styles.head}>
        <PageHeading>{t('home.title')}</PageHeading>
        {workspaces.length > 0 && newButton}
      </div>
      {now.remembered && <p className={styles.notice}>{t('home.remembered')}</p>}
      {workspaces.length === 0 ? (
        <EmptyState title={t('home.none')} actions={newButton}>
          {t('home.noneText')}
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {workspaces.map(workspace => (
            <WorkspaceRow key={workspace.id} workspace={workspace} />
          ))}
        </ul>
      )}
      {creating && <NewWorkspaceDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function WorkspaceRow({ workspace }: { workspace: WorkspaceEntry }) {
  const t = useMessages()
  return (
    <li className={styles.item}>
      <Link href={screenPath(workspace.id, 'canvas')} className={styles.name}>
        <bdi>{workspace.name}</bdi>
      </Link>
      <span className={styles.part}>
        <Badge group={workspace.group}>{workspace.group}</Badge>
        {t(`roles.${workspace.role}`)}
      </span>
      <span className={styles.more}>
        <MenuButton
          iconOnly
          label={t('home.more', { name: workspace.name })}
          icon={<Ellipsis size={18} />}
          placement="below-end"
          entries={[
            {
              label: t('home.open'),
              icon: <ExternalLink size={16} />,
              onSelect: () => navigate(screenPath(workspace.id, 'canvas')),
            },
            {
              label: t('home.people'),
              icon: <Users size={16} />,
              onSelect: () => navigate(screenPath(workspace.id, 'people')),
            },
            'separator',
            {
              label: t('home.download'),
              icon: <Download size={16} />,
              detail: t('home.downloadDetail'),
              onSelect: () => download(api.exportLink(workspace.id)),
            },
          ]}
        />
      </span>
    </li>
  )
}

function download(link: string): void {
  const anchor = document.createElement('a')
  anchor.href = link
  anchor.download = ''
  anchor.click()
}
