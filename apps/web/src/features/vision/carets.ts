import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import type { Extension } from '@tiptap/core'
import type { Awareness } from 'y-protocols/awareness'
import styles from './vision-editor.module.css'

interface Writer {
  readonly name: string
  readonly group: string
}

export interface Carets {
  readonly extension: Extension
  /** Shows a flag anew whenever its writer moves, until the returned undo is called. */
  watch(editor: HTMLElement): () => void
}

/** How long a flag shows the name before it collapses to a thin mark, milliseconds. */
const named = 3_000

/**
 * The carets of the others, with name and group on a flag. The colour is the group's, as on the avatars; it comes from
 * the tokens, so that it holds in light and dark, and never from what another client sends.
 */
export function createCarets(awareness: Awareness, { name, group }: Writer): Carets {
  // The editor draws carets anew with every change of the text; a flag must not wake because I type.
  const movedAt = new Map<string, number>()
  const extension = CollaborationCaret.configure({
    provider: { awareness },
    user: { name, group, clientId: awareness.clientID, color: '#566070' },
    render(user) {
      const writer = String(user['clientId'])
      const since = movedAt.get(writer) ?? performance.now()
      movedAt.set(writer, since)
      return drawCaret(user, writer, named - (performance.now() - since))
    },
    selectionRender: user => ({ nodeName: 'span', class: styles.selection, 'data-group': textOf(user['group']) }),
  })
  return { extension, watch }

  function watch(editor: HTMLElement): () => void {
    function handleChange({ updated }: { updated: readonly number[] }) {
      for (const clientId of updated) {
        movedAt.set(String(clientId), performance.now())
        const flag = editor.querySelector<HTMLElement>(`[data-writer="${clientId}"] > [data-flag]`)
        if (flag) flag.style.animationDelay = `${named}ms`
        for (const animation of flag?.getAnimations() ?? []) {
          animation.cancel()
          animation.play()
        }
      }
    }
    awareness.on('change', handleChange)
    return () => awareness.off('change', handleChange)
  }
}

/** A flag whose time is over is drawn collapsed: a negative delay begins the animation in its past. */
function drawCaret(user: Readonly<Record<string, unknown>>, writer: string, namedFor: number): HTMLElement {
  const caret = document.createElement('span')
  caret.className = styles.caret ?? ''
  caret.dataset['group'] = textOf(user['group'])
  caret.dataset['writer'] = writer
  const flag = document.createElement('span')
  flag.className = styles.flag ?? ''
  flag.dataset['flag'] = ''
  flag.dir = 'auto'
  flag.textContent = [textOf(user['name']), textOf(user['group'])].filter(Boolean).join(' · ')
  flag.style.animationDelay = `${namedFor}ms`
  caret.append(flag)
  return caret
}

/** Awareness is what other clients say of themselves: nothing in it is sure to be text. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
