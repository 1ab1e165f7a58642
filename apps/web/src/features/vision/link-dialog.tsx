import { Button, Dialog, Field, TextInput } from '@barycentre/ui'
import type { Editor } from '@tiptap/react'
import { useState, type FormEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { linkAddress } from './link-address.ts'

/** Sets, changes or removes the link of the selection, or of the word in which the caret stands. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const t = useMessages()
  const [present] = useState(() => String(editor.getAttributes('link')['href'] ?? ''))
  const [needsText] = useState(() => editor.state.selection.empty && present === '')
  const [address, setAddress] = useState(present)
  const [text, setText] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    const href = linkAddress(address)
    if (href === undefined) return setError(t('vision.linkInvalid'))
    onClose()
    if (needsText) {
      const words = text.trim() === '' ? address.trim() : text.trim()
      editor
        .chain()
        .focus()
        .insertContent({ type: 'text', text: words, marks: [{ type: 'link', attrs: { href } }] })
        .run()
    } else {
      editor.chain().focus().extendMarkRange('link').setLink({ href }).run()
    }
  }
  function handleRemove() {
    onClose()
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
  }

  return (
    <Dialog
      title={t('vision.linkTitle')}
      onClose={onClose}
      footer={
        <>
          {present !== '' && <Button onClick={handleRemove}>{t('vision.linkRemove')}</Button>}
          <Button onClick={onClose}>{t('vision.cancel')}</Button>
          <Button tone="primary" type="submit" form="vision-link">
            {t('vision.linkSave')}
          </Button>
        </>
      }
    >
      <form id="vision-link" onSubmit={handleSubmit} noValidate style={{ display: 'grid', gap: 'var(--space-3)' }}>
        <Field label={t('vision.linkAddress')} hint={t('vision.linkHint')} error={error}>
          <TextInput
            autoFocus
            inputMode="url"
            dir="ltr"
            value={address}
            onChange={event => {
              setAddress(event.currentTarget.value)
              setError(undefined)
            }}
          />
        </Field>
        {needsText && (
          <Field label={t('vision.linkText')}>
            <TextInput value={text} onChange={event => setText(event.currentTarget.value)} />
          </Field>
        )}
      </form>
    </Dialog>
  )
}
