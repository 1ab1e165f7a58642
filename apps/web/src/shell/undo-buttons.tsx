import { announce, IconButton } from '@barycentre/ui'
import { Redo2, Undo2 } from 'lucide-react'
import { useUndo } from '../workspace/index.ts'
import { useMessages } from './language.tsx'
import { useShortcuts } from './shortcuts.tsx'
import styles from './undo-buttons.module.css'

/** Takes back my own gestures, nobody else's. A text that has the focus keeps its own undo, and its own keys for it. */
export function UndoButtons() {
  const t = useMessages()
  const { undo, redo, canUndo, canRedo } = useUndo()

  function handleUndo() {
    if (!canUndo) return announce(t('shell.nothingToUndo'))
    undo()
    announce(t('shell.undone'))
  }
  function handleRedo() {
    if (!canRedo) return announce(t('shell.nothingToRedo'))
    redo()
    announce(t('shell.redone'))
  }

  useShortcuts(t('shell.shortcutsUndo'), [
    { keys: 'Mod+Z', label: t('shell.undo'), run: handleUndo },
    { keys: 'Mod+Shift+Z', label: t('shell.redo'), run: handleRedo },
    { keys: 'Mod+Y', label: t('shell.redo'), run: handleRedo },
  ])

  // aria-disabled keeps the focus on a button whose last step was just taken back.
  return (
    <>
      <IconButton
        label={t('shell.undo')}
        shortcut="Mod+Z"
        icon={<Undo2 size={18} className={styles.arrow} />}
        aria-disabled={!canUndo}
        onClick={handleUndo}
      />
      <IconButton
        label={t('shell.redo')}
        shortcut="Mod+Shift+Z"
        icon={<Redo2 size={18} className={styles.arrow} />}
        aria-disabled={!canRedo}
        onClick={handleRedo}
      />
    </>
  )
}
