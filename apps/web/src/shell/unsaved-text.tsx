import { Button, Field, showToast, TextArea } from '@barycentre/ui'
import { Copy } from 'lucide-react'
import { useRef } from 'react'
import { useMessages } from './language.tsx'
import styles from './save-status-details.module.css'

/** What the server did not take, for whoever wrote it to take elsewhere. */
export function UnsavedText({ text }: { text: string }) {
  const t = useMessages()
  const area = useRef<HTMLTextAreaElement>(null)
  if (text === '') return null

  async function copy() {
    area.current?.select()
    try {
      await navigator.clipboard.writeText(text)
      showToast(t('line.copied'))
    } catch {
      // Not allowed, or no clipboard on a page without TLS: the text is selected, and the hand can do it.
      showToast(t('line.notCopied'), { tone: 'caution' })
    }
  }

  return (
    <div className={styles.unsaved}>
      <Field label={t('line.unsaved')}>
        <TextArea ref={area} readOnly rows={2} className={styles.unsavedText} value={text} />
      </Field>
      <Button size="small" icon={<Copy size={14} />} onClick={() => void copy()}>
        {t('line.copy')}
      </Button>
    </div>
  )
}
