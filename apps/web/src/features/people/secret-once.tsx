import { Button, Field, showToast, TextInput } from '@barycentre/ui'
import { Copy } from 'lucide-react'
import { useRef } from 'react'
import { useMessages } from '../../shell/language.tsx'
import styles from './people-screen.module.css'

/** A link or a token that the server shows this once and then knows only by its hash. */
export function SecretOnce({ label, hint, secret }: { label: string; hint: string; secret: string }) {
  const t = useMessages()
  const input = useRef<HTMLInputElement>(null)

  async function copy() {
    input.current?.select()
    try {
      await navigator.clipboard.writeText(secret)
      showToast(t('people.copied'))
    } catch {
      // Without https there is no clipboard for pages; the text is selected, and the person's own keys copy it.
      showToast(t('people.copyByHand'), { tone: 'caution' })
    }
  }

  return (
    <Field label={label} hint={hint}>
      <div className={styles.secret}>
        <TextInput
          ref={input}
          readOnly
          autoFocus
          dir="ltr"
          className={styles.secretText}
          value={secret}
          onFocus={event => event.currentTarget.select()}
        />
        <Button icon={<Copy size={16} />} tone="primary" onClick={() => void copy()}>
          {t('people.copy')}
        </Button>
      </div>
    </Field>
  )
}
