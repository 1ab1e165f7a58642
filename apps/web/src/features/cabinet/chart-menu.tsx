import type { Translate } from '@barycentre/messages'
import type { RecordOf } from '@barycentre/plan'
import type { MenuEntry } from '@barycentre/ui'
import {
  ArrowDown,
  ArrowUp,
  ChevronRight,
  CornerDownRight,
  GitBranch,
  PanelRightOpen,
  PenLine,
  Plus,
  Spline,
  Trash2,
} from 'lucide-react'
import { KindIcon, postKinds, type PostKind } from './kind-icon.tsx'
import { lineTypes, type LineType } from './line-looks.ts'

/** Everything that can be done to a post or a line, for the toolbar, the context menu, the tree and the keys alike. */
export type ChartIntents = {
  readonly canWrite: boolean
  readonly open: (kind: 'post' | 'line', id: string) => void
  readonly newPost: (kind: PostKind) => void
  readonly newReport: (id: string, kind?: PostKind) => void
  readonly newSibling: (id: string) => void
  readonly startRename: (id: string) => void
  readonly setKind: (id: string, kind: PostKind) => void
  readonly startLine: (from?: string, to?: string) => void
  readonly startSuperior: (id: string) => void
  readonly moveAmongReports: (id: string, step: -1 | 1) => void
  readonly canMoveAmongReports: (id: string, step: -1 | 1) => boolean
  readonly remove: (ids: readonly string[]) => void
  readonly changeLine: (id: string, type: LineType) => void
  readonly removeLine: (id: string) => void
}

export function postMenu(t: Translate, intents: ChartIntents, post: RecordOf<'post'>): readonly MenuEntry[] {
  const { id } = post
  const open: MenuEntry = {
    label: t('cabinet.open'),
    icon: <PanelRightOpen size={16} className="mirrored" />,
    shortcut: 'Space',
    onSelect: () => intents.open('post', id),
  }
  if (!intents.canWrite) return [open]
  return [
    open,
    {
      label: t('cabinet.rename'),
      icon: <PenLine size={16} />,
      shortcut: 'F2',
      onSelect: () => intents.startRename(id),
    },
    'separator',
    {
      label: t('cabinet.newReport'),
      icon: <CornerDownRight size={16} className="mirrored" />,
      shortcut: 'Tab',
      onSelect: () => intents.newReport(id),
    },
    {
      label: t('cabinet.newSibling'),
      icon: <Plus size={16} />,
      shortcut: 'Enter',
      onSelect: () => intents.newSibling(id),
    },
    { label: t('cabinet.drawLine'), icon: <Spline size={16} />, onSelect: () => intents.startLine(id) },
    { label: t('cabinet.changeSuperior'), icon: <GitBranch size={16} />, onSelect: () => intents.startSuperior(id) },
    {
      label: t('cabinet.moveEarlier'),
      icon: <ArrowUp size={16} />,
      disabled: !intents.canMoveAmongReports(id, -1),
      onSelect: () => intents.moveAmongReports(id, -1),
    },
    {
      label: t('cabinet.moveLater'),
      icon: <ArrowDown size={16} />,
      disabled: !intents.canMoveAmongReports(id, 1),
      onSelect: () => intents.moveAmongReports(id, 1),
    },
    { heading: t('cabinet.makeIt') },
    ...postKinds
      .filter(kind => kind !== post.postKind)
      .map(kind => ({
        label: t(`cabinet.kind.${kind}`),
        icon: <KindIcon kind={kind} size={16} />,
        onSelect: () => intents.setKind(id, kind),
      })),
    'separator',
    {
      label: t('cabinet.delete'),
      icon: <Trash2 size={16} />,
      shortcut: 'Delete',
      danger: true,
      onSelect: () => intents.remove([id]),
    },
  ]
}

export function lineMenu(t: Translate, intents: ChartIntents, line: RecordOf<'line'>): readonly MenuEntry[] {
  const open: MenuEntry = {
    label: t('cabinet.openLine'),
    icon: <PanelRightOpen size={16} className="mirrored" />,
    onSelect: () => intents.open('line', line.id),
  }
  if (!intents.canWrite) return [open]
  return [
    open,
    { heading: t('cabinet.typeOfLine') },
    ...lineTypes.map(type => ({
      label: t(`cabinet.line.${type}`),
      detail: t(`cabinet.lineMeaning.${type}`),
      chosen: line.type === type,
      onSelect: () => intents.changeLine(line.id, type),
    })),
    'separator',
    {
      label: t('cabinet.deleteLine'),
      icon: <Trash2 size={16} />,
      shortcut: 'Delete',
      danger: true,
      onSelect: () => intents.removeLine(line.id),
    },
  ]
}

export function newPostMenu(t: Translate, choose: (kind: PostKind) => void): readonly MenuEntry[] {
  return postKinds.map(kind => ({
    label: t(`cabinet.new.${kind}`),
    icon: <KindIcon kind={kind} size={16} />,
    onSelect: () => choose(kind),
  }))
}

export function selectionMenu(t: Translate, intents: ChartIntents, ids: readonly string[]): readonly MenuEntry[] {
  const several = { heading: t('cabinet.selected', { count: ids.length }) }
  if (!intents.canWrite) return [several]
  return [
    several,
    ...(ids.length === 2
      ? [
          {
            label: t('cabinet.drawLineBetween'),
            icon: <ChevronRight size={16} className="mirrored" />,
            onSelect: () => intents.startLine(ids[0], ids[1]),
          },
        ]
      : []),
    {
      label: t('cabinet.deleteSelected', { count: ids.length }),
      icon: <Trash2 size={16} />,
      shortcut: 'Delete',
      danger: true,
      onSelect: () => intents.remove(ids),
    },
  ]
}
