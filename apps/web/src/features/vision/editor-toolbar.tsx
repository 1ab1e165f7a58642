// The commands of the extensions are declared with them, and they are put together in another room.
import type {} from '@tiptap/extension-table'
import type {} from '@tiptap/starter-kit'
import { IconButton, MenuButton, Select, Toolbar, type MenuEntry } from '@barycentre/ui'
import { useEditorState, type Editor } from '@tiptap/react'
import {
  Bold,
  Italic,
  Link2,
  List,
  ListOrdered,
  Quote,
  Redo2,
  Strikethrough,
  Table,
  Underline,
  Undo2,
} from 'lucide-react'
import { useMessages } from '../../shell/language.tsx'
import styles from './vision-editor.module.css'

/** The form of the text, for those who look for it; every button has its key, and typing `# ` or `- ` does it too. */
export function EditorToolbar({ editor, onLink }: { editor: Editor; onLink: () => void }) {
  const t = useMessages()
  const now = useEditorState({ editor, selector: ({ editor }) => formOf(editor) })

  return (
    <Toolbar label={t('vision.toolbar')} className={styles.toolbar}>
      <span className={styles.style}>
        <Select
          aria-label={t('vision.style')}
          value={now.style}
          onChange={event => setStyle(editor, event.currentTarget.value)}
        >
          <option value="paragraph">{t('vision.paragraph')}</option>
          <option value="1">{t('vision.heading1')}</option>
          <option value="2">{t('vision.heading2')}</option>
          <option value="3">{t('vision.heading3')}</option>
        </Select>
      </span>
      <span className={styles.rule} />
      <IconButton
        label={t('vision.bold')}
        shortcut="Mod+B"
        icon={<Bold size={16} />}
        pressed={now.bold}
        onClick={() => editor.chain().focus().toggleBold().run()}
      />
      <IconButton
        label={t('vision.italic')}
        shortcut="Mod+I"
        icon={<Italic size={16} />}
        pressed={now.italic}
        onClick={() => editor.chain().focus().toggleItalic().run()}
      />
      <IconButton
        label={t('vision.underline')}
        shortcut="Mod+U"
        icon={<Underline size={16} />}
        pressed={now.underline}
        onClick={() => editor.chain().focus().toggleUnderline().run()}
      />
      <IconButton
        label={t('vision.strike')}
        shortcut="Mod+Shift+S"
        icon={<Strikethrough size={16} />}
        pressed={now.strike}
        onClick={() => editor.chain().focus().toggleStrike().run()}
      />
      <span className={styles.rule} />
      <IconButton
        label={t('vision.bulletList')}
        shortcut="Mod+Shift+8"
        icon={<List size={16} className="mirrored" />}
        pressed={now.bulletList}
        onClick={() => editor.chain().focus().toggleBulletList().run()}
      />
      <IconButton
        label={t('vision.orderedList')}
        shortcut="Mod+Shift+7"
        icon={<ListOrdered size={16} className="mirrored" />}
        pressed={now.orderedList}
        onClick={() => editor.chain().focus().toggleOrderedList().run()}
      />
      <IconButton
        label={t('vision.quote')}
        shortcut="Mod+Shift+B"
        icon={<Quote size={16} className="mirrored" />}
        pressed={now.quote}
        onClick={() => editor.chain().focus().toggleBlockquote().run()}
      />
      <IconButton
        label={t('vision.link')}
        shortcut="Mod+K"
        icon={<Link2 size={16} />}
        pressed={now.link}
        onClick={onLink}
      />
      <MenuButton
        iconOnly
        tone="quiet"
        label={t('vision.table')}
        icon={<Table size={16} />}
        entries={tableEntries(editor, now.table, t)}
      />
      <span className={styles.rule} />
      <IconButton
        label={t('vision.undo')}
        shortcut="Mod+Z"
        icon={<Undo2 size={16} className="mirrored" />}
        aria-disabled={!now.canUndo}
        onClick={() => editor.chain().focus().undo().run()}
      />
      <IconButton
        label={t('vision.redo')}
        shortcut="Mod+Shift+Z"
        icon={<Redo2 size={16} className="mirrored" />}
        aria-disabled={!now.canRedo}
        onClick={() => editor.chain().focus().redo().run()}
      />
    </Toolbar>
  )
}

function formOf(editor: Editor) {
  const level = ([1, 2, 3] as const).find(level => editor.isActive('heading', { level }))
  return {
    style: level === undefined ? 'paragraph' : String(level),
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    underline: editor.isActive('underline'),
    strike: editor.isActive('strike'),
    bulletList: editor.isActive('bulletList'),
    orderedList: editor.isActive('orderedList'),
    quote: editor.isActive('blockquote'),
    link: editor.isActive('link'),
    table: editor.isActive('table'),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  }
}

function setStyle(editor: Editor, style: string): void {
  const chain = editor.chain().focus()
  if (style === 'paragraph') chain.setParagraph().run()
  else chain.setHeading({ level: Number(style) as 1 | 2 | 3 }).run()
}

function tableEntries(editor: Editor, inTable: boolean, t: ReturnType<typeof useMessages>): readonly MenuEntry[] {
  const chain = () => editor.chain().focus()
  if (!inTable) {
    const insert = () => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()
    return [{ label: t('vision.insertTable'), onSelect: insert }]
  }
  return [
    { label: t('vision.rowBefore'), onSelect: () => chain().addRowBefore().run() },
    { label: t('vision.rowAfter'), onSelect: () => chain().addRowAfter().run() },
    { label: t('vision.columnBefore'), onSelect: () => chain().addColumnBefore().run() },
    { label: t('vision.columnAfter'), onSelect: () => chain().addColumnAfter().run() },
    { label: t('vision.headerRow'), onSelect: () => chain().toggleHeaderRow().run() },
    'separator',
    { label: t('vision.deleteRow'), onSelect: () => chain().deleteRow().run() },
    { label: t('vision.deleteColumn'), onSelect: () => chain().deleteColumn().run() },
    { label: t('vision.deleteTable'), danger: true, onSelect: () => chain().deleteTable().run() },
  ]
}
