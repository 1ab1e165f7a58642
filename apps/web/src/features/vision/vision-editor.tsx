import { proseExtensions } from '@barycentre/prose'
import { Collaboration } from '@tiptap/extension-collaboration'
import { Placeholder } from '@tiptap/extensions'
import { EditorContent, useEditor, type Extensions } from '@tiptap/react'
import { useEffect, useId, useRef, useState } from 'react'
import { VisuallyHidden } from '@barycentre/ui'
import { useMessages } from '../../shell/language.tsx'
import { useShortcuts } from '../../shell/shortcuts.tsx'
import { useMe, type TextDocument } from '../../workspace/index.ts'
import { createCarets } from './carets.ts'
import { createKeyHandler } from './editor-keys.ts'
import { EditorToolbar } from './editor-toolbar.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { cleanPastedHtml } from './paste-from-word.ts'
import styles from './vision-editor.module.css'

/** The field of the text document that holds the prose: part of the layout that the server and other editors know. */
const fragment = 'prose'

// The compiler reads the declarations of another room by the `require` condition and this file by `import`, and so takes
// Tiptap's one `Extensions` for two. At run time there is one copy.
const extensions = proseExtensions() as unknown as Extensions

export function VisionEditor({ text }: { text: TextDocument }) {
  const t = useMessages()
  const me = useMe()
  const hintId = useId()
  const [linking, setLinking] = useState(false)
  const placeholder = useRef('')
  placeholder.current = t('vision.placeholder')

  const [carets] = useState(() => createCarets(text.awareness, { name: me.name, group: me.group }))
  const editor = useEditor(
    {
      extensions: [
        ...extensions,
        Collaboration.configure({ document: text.doc, field: fragment }),
        carets.extension,
        Placeholder.configure({ placeholder: () => placeholder.current }),
      ],
      editable: text.canWrite,
      // A text that others write in must not be checked for what it may hold by throwing into their hands.
      enableContentCheck: false,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: {
          class: styles.prose ?? '',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-describedby': hintId,
        },
        handleDOMEvents: { keydown: createKeyHandler({ onLink: () => setLinking(true) }) },
        transformPastedHTML: html => cleanPastedHtml(html),
      },
    },
    [text.doc],
  )

  // Its name follows the language, and whether it can be written follows the rights; neither opens it anew.
  const label = t('vision.text')
  useEffect(() => {
    editor.setEditable(text.canWrite, false)
    editor.view.dom.setAttribute('aria-label', label)
    editor.view.dom.setAttribute('aria-readonly', String(!text.canWrite))
  }, [editor, text.canWrite, label])
  useEffect(() => carets.watch(editor.view.dom), [carets, editor])

  useShortcuts(t('vision.shortcuts'), [
    { keys: 'Mod+B', label: t('vision.bold') },
    { keys: 'Mod+I', label: t('vision.italic') },
    { keys: 'Mod+U', label: t('vision.underline') },
    { keys: 'Mod+K', label: t('vision.link') },
    { keys: 'Mod+Alt+1', label: t('vision.heading1') },
    { keys: 'Mod+Alt+2', label: t('vision.heading2') },
    { keys: 'Mod+Alt+3', label: t('vision.heading3') },
    { keys: 'Mod+Shift+7', label: t('vision.orderedList') },
    { keys: 'Mod+Shift+8', label: t('vision.bulletList') },
    { keys: 'Mod+Z', label: t('vision.undo') },
    { keys: 'Mod+Shift+Z', label: t('vision.redo') },
  ])

  return (
    <div className={styles.editor}>
      {text.canWrite && <EditorToolbar editor={editor} onLink={() => setLinking(true)} />}
      <EditorContent editor={editor} />
      <VisuallyHidden>
        <span id={hintId}>{t('vision.leaveHint')}</span>
      </VisuallyHidden>
      {linking && <LinkDialog editor={editor} onClose={() => setLinking(false)} />}
    </div>
  )
}
