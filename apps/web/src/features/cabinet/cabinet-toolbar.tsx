import type { RecordOf, Structure } from '@barycentre/plan'
import { Button, Combobox, IconButton, MenuButton, Popover, Toolbar } from '@barycentre/ui'
import { useReactFlow } from '@xyflow/react'
import {
  CircleHelp,
  GitBranch,
  ListTree,
  Maximize,
  PenLine,
  Plus,
  Spline,
  Trash2,
  Waypoints,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { newPostMenu, type ChartIntents } from './chart-menu.tsx'
import { Legend } from './legend.tsx'
import { postChoices } from './post-choices.ts'
import { UnsoundLines } from './unsound-lines.tsx'
import type { ChartActions } from './use-chart-actions.ts'
import { fitOptions, motion } from './view.ts'
import styles from './cabinet-toolbar.module.css'

type CabinetToolbarProps = {
  readonly intents: ChartIntents
  readonly selected: ReadonlySet<string>
  readonly posts: ReadonlyMap<string, RecordOf<'post'>>
  readonly lines: ReadonlyMap<string, RecordOf<'line'>>
  readonly entities: ReadonlyMap<string, RecordOf<'entity'>>
  readonly structure: Structure
  readonly actions: ChartActions
  readonly outlineOpen: boolean
  readonly onToggleOutline: () => void
  readonly onTidy: () => void
  readonly onJump: (id: string) => void
}

export function CabinetToolbar(props: CabinetToolbarProps) {
  const { intents, selected, posts, entities } = props
  const t = useMessages()
  const flow = useReactFlow()
  const choices = useMemo(() => postChoices(posts, entities), [posts, entities])
  const legendButton = useRef<HTMLButtonElement>(null)
  const [legendOpen, setLegendOpen] = useState(false)
  const [only] = selected.size === 1 ? selected : []

  return (
    <div className={styles.bar}>
      <Toolbar label={t('cabinet.tools')} className={styles.tools}>
        <IconButton
          label={t('cabinet.outline')}
          icon={<ListTree size={18} className="mirrored" />}
          pressed={props.outlineOpen}
          onClick={props.onToggleOutline}
        />
        {intents.canWrite && (
          <>
            <span className={styles.rule} />
            <MenuButton
              tone="quiet"
              icon={<Plus size={18} />}
              label={t('cabinet.new')}
              entries={newPostMenu(t, kind =>
                only === undefined ? intents.newPost(kind) : intents.newReport(only, kind),
              )}
            />
            <Button
              tone="quiet"
              icon={<Spline size={18} />}
              onClick={() => intents.startLine(...(selected.size <= 2 ? selected : []))}
            >
              {t('cabinet.drawLine')}
            </Button>
            <Button tone="quiet" icon={<Waypoints size={18} />} disabled={posts.size === 0} onClick={props.onTidy}>
              {t('cabinet.tidy')}
            </Button>
            <span className={styles.rule} />
            <IconButton
              label={t('cabinet.rename')}
              shortcut="F2"
              icon={<PenLine size={18} />}
              disabled={only === undefined}
              onClick={() => only !== undefined && intents.startRename(only)}
            />
            <IconButton
              label={t('cabinet.changeSuperior')}
              icon={<GitBranch size={18} />}
              disabled={only === undefined}
              onClick={() => only !== undefined && intents.startSuperior(only)}
            />
            <IconButton
              label={t('cabinet.delete')}
              shortcut="Delete"
              icon={<Trash2 size={18} />}
              disabled={selected.size === 0}
              onClick={() => intents.remove([...selected])}
            />
          </>
        )}
        <span className={styles.rule} />
        <IconButton
          label={t('cabinet.zoomOut')}
          shortcut="-"
          icon={<ZoomOut size={18} />}
          onClick={() => void flow.zoomOut({ duration: motion() })}
        />
        <IconButton
          label={t('cabinet.zoomIn')}
          shortcut="+"
          icon={<ZoomIn size={18} />}
          onClick={() => void flow.zoomIn({ duration: motion() })}
        />
        <IconButton
          label={t('cabinet.fit')}
          shortcut="Shift+1"
          icon={<Maximize size={18} />}
          onClick={() => void flow.fitView({ ...fitOptions, duration: motion() })}
        />
        <IconButton
          ref={legendButton}
          label={t('cabinet.legend')}
          icon={<CircleHelp size={18} />}
          aria-expanded={legendOpen}
          onClick={() => setLegendOpen(!legendOpen)}
        />
      </Toolbar>
      {legendOpen && (
        <Popover label={t('cabinet.legend')} anchor={() => legendButton.current} onClose={() => setLegendOpen(false)}>
          <Legend />
        </Popover>
      )}
      <span className={styles.space} />
      <UnsoundLines {...props} onShow={props.onJump} />
      <div className={styles.search}>
        <Combobox
          aria-label={t('cabinet.find')}
          placeholder={t('cabinet.find')}
          choices={choices}
          value={undefined}
          onChange={id => id !== undefined && props.onJump(id)}
        />
      </div>
    </div>
  )
}
