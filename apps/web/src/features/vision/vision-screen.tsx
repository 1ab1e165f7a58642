import { definitions } from '@barycentre/plan'
import { PROSE_SCHEMA_VERSION } from '@barycentre/prose'
import { Spinner } from '@barycentre/ui'
import { CloudOff, Eye } from 'lucide-react'
import { useCallback, useSyncExternalStore } from 'react'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { useSaveTelling } from '../../shell/save-telling.tsx'
import {
  useMe,
  useOpened,
  usePlan,
  useTextDocument,
  type SaveStatus,
  type TextDocument,
} from '../../workspace/index.ts'
import { FindingMark } from '../coherence/finding-mark.tsx'
import { fieldLabel } from '../record/labels.ts'
import { ProseField } from '../record/prose-field.tsx'
import { VisionEditor } from './vision-editor.tsx'
import styles from './vision-screen.module.css'

type ShortField = keyof typeof definitions.vision.fields
const shortFields = Object.keys(definitions.vision.fields) as readonly ShortField[]

/** The strategic vision: its text, written together, and beside it what must not be missing from it, in short. */
export function VisionScreen() {
  const t = useMessages()
  const text = useTextDocument('vision', PROSE_SCHEMA_VERSION)
  return (
    <div className={styles.room}>
      <div className={styles.screen}>
        <section className={styles.text} aria-labelledby="vision-title">
          <h1 id="vision-title" className={styles.title}>
            {t('vision.title')}
          </h1>
          {text ? <VisionText key={text.doc.guid} text={text} /> : <Spinner label={t('vision.loading')} />}
        </section>
        <ShortVision />
      </div>
    </div>
  )
}

function VisionText({ text }: { text: TextDocument }) {
  const t = useMessages()
  const state = useSaveState(text)
  if (!text.opened) {
    return state.state === 'offline' ? (
      <p className={styles.notice}>
        <CloudOff size={16} /> {t('vision.offlineUnread')}
      </p>
    ) : (
      <p className={styles.notice}>
        <Spinner /> {t('vision.loading')}
      </p>
    )
  }
  return (
    <>
      {!text.canWrite && <ReadOnlyNotice text={text} />}
      {text.canWrite && <WaitingNotice state={state} />}
      <VisionEditor text={text} />
    </>
  )
}

/** Where what one writes stays meanwhile, when it does not reach the server. */
function WaitingNotice({ state }: { state: SaveStatus }) {
  const tell = useSaveTelling()
  if (state.state !== 'offline' && state.state !== 'storage' && state.state !== 'refused') return null
  const { icon, sentence } = tell(state)
  return (
    <p className={styles.notice}>
      {icon} {sentence}
    </p>
  )
}

/** Why this text cannot be changed here: a rule of the workspace, or this window's age. */
function ReadOnlyNotice({ text }: { text: TextDocument }) {
  const t = useMessages()
  const { messages } = useLanguage()
  const { role } = useMe()
  const code = useReadOnlyCode(text)
  const key: string = `shell.readOnly.${code ?? ''}`
  const reason =
    role === 'reader'
      ? t('vision.readOnlyRole')
      : messages.has(key)
        ? messages.translate(key)
        : t('vision.readOnlyHere')
  return (
    <p className={styles.notice} role="status">
      <Eye size={16} /> {reason}
    </p>
  )
}

function ShortVision() {
  const t = useMessages()
  const { messages } = useLanguage()
  const opened = useOpened()
  const exists = usePlan(plan => plan.vision.has('vision'))
  return (
    <section className={styles.short} aria-labelledby="vision-short">
      <h2 id="vision-short" className={styles.shortTitle}>
        {t('vision.statements')} <FindingMark kind="vision" id="vision" />
      </h2>
      {opened && exists ? (
        shortFields.map(field => (
          <ProseField
            key={field}
            kind="vision"
            id="vision"
            field={field}
            label={fieldLabel(messages, 'vision', field)}
            hint={t(`vision.hint.${field}`)}
            rows={2}
          />
        ))
      ) : (
        <Spinner />
      )}
    </section>
  )
}

function useSaveState({ live }: TextDocument): SaveStatus {
  return useSyncExternalStore(live.on, live.saveState)
}

function useReadOnlyCode({ live }: TextDocument): string | undefined {
  return useSyncExternalStore(
    live.on,
    useCallback(() => {
      const now = live.saveState()
      return now.state === 'read-only' ? now.code : undefined
    }, [live]),
  )
}
