import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import type { Awareness } from 'y-protocols/awareness'
import styles from './vision-editor.module.css'

interface Writer {
  readonly name: string
  readonly group: string
}

/**
 * The carets of the others, with name and group on a flag. The colour is the group's, as on the avatars; it comes from
 * the tokens, so that it holds in light and dark, and never from what another client sends.
 */
export function carets(awareness: Awareness, { name, group }: Writer) {
  return CollaborationCaret.configure({
    provider: { awareness },
    user: { name, group, clientId: awareness.clientID, color: '#566070' },
    render: drawCaret,
    selectionRender: user => ({ nodeName: 'span', class: styles.selection, 'data-group': textOf(user['group']) }),
  })
}

/** Shows the flag anew whenever its writer moves; by itself it collapses after three seconds (see the style sheet). */
export function wakeFlags(awareness: Awareness, editor: HTMLElement): () => void {
  function handleChange({ updated }: { updated: readonly number[] }) {
    for (const clientId of updated) {
      const flag = editor.querySelector(`[data-writer="${clientId}"] > [data-flag]`)
      for (const animation of flag?.getAnimations() ?? []) {
        animation.cancel()
        animation.play()
      }
    }
  }
  awareness.on('change', handleChange)
  return () => awareness.off('change', handleChange)
}

function drawCaret(user: Readonly<Record<string, unknown>>): HTMLElement {
  const caret = document.createElement('span')
  caret.className = styles.caret ?? ''
  caret.dataset['group'] = textOf(user['group'])
  caret.dataset['writer'] = String(user['clientId'])
  const flag = document.createElement('span')
  flag.className = styles.flag ?? ''
  flag.dataset['flag'] = ''
  flag.dir = 'auto'
  flag.textContent = [textOf(user['name']), textOf(user['group'])].filter(Boolean).join(' · ')
  caret.append(flag)
  return caret
}

/** Awareness is what other clients say of themselves: nothing in it is sure to be text. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
