import type { Extensions } from '@tiptap/core'
import { TableKit } from '@tiptap/extension-table'
import { StarterKit } from '@tiptap/starter-kit'

/** A block runs in the direction of its own letters: one vision holds Arabic and French paragraphs side by side. */
const HTMLAttributes = { dir: 'auto' }

/**
 * What strategy text is made of: paragraphs, three levels of headings, lists, quotations, tables, links and the usual
 * marks. Whoever changes this list raises `PROSE_SCHEMA_VERSION`.
 */
export function proseExtensions(): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [1, 2, 3], HTMLAttributes },
      paragraph: { HTMLAttributes },
      bulletList: { HTMLAttributes },
      orderedList: { HTMLAttributes },
      blockquote: { HTMLAttributes },
      link: {
        openOnClick: false,
        // Typed addresses become links; others see the same text whether or not they do, so no peer rewrites another's.
        autolink: true,
        defaultProtocol: 'https',
        HTMLAttributes: { target: null, rel: 'noopener noreferrer' },
      },
      // Programs have no place in a vision, and undo belongs to the binding: it must know whose step it takes back.
      code: false,
      codeBlock: false,
      undoRedo: false,
      // It would write on its own when a document is only looked at, once per peer.
      trailingNode: false,
    }),
    TableKit.configure({ table: { resizable: false, HTMLAttributes } }),
  ]
}
