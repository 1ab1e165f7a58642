import { definitions, findRecord, type Fields, type RecordRef } from '@barycentre/plan'
import { Button, EmptyState, IconButton, SidePanel, showToast, Spinner } from '@barycentre/ui'
import { Link2, Trash2 } from 'lucide-react'
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { restoreRecord } from '@barycentre/commands'
import { coherenceAreas } from '../../shell/areas.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { useLanguage, useMessages, WithMessages } from '../../shell/language.tsx'
import { alsoFetch } from '../../shell/later.tsx'
import { useRecordLink } from '../../shell/routes.ts'
import { useCanWrite, useOpened, usePeople, usePlan } from '../../workspace/index.ts'
import { useFieldPresence } from '../presence/use-here.ts'
import { FieldControl } from './field-control.tsx'
import { isReasonField } from './field-state.ts'
import { kindLabel, recordName } from './labels.ts'
import { PanelContext } from './panel-context.ts'
import { RecordLedger } from './record-ledger.tsx'
import { RecordLinks } from './record-links.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { tell, useCommit } from './use-commit.ts'
import styles from './record-panel.module.css'

const coherence = () => import('../coherence/record-coherence.tsx')
const RecordFindings = lazy(async () => ({ default: (await coherence()).RecordFindings }))
const RecordChains = lazy(async () => ({ default: (await coherence()).RecordChains }))
alsoFetch(coherence)

type RecordPanelProps = { readonly record: RecordRef; readonly onClose: () => void }

/** Any record beside any screen: all its fields, what it is linked with, what was decided about it. */
export function RecordPanel({ record: { kind, id }, onClose }: RecordPanelProps) {
  const { messages } = useLanguage()
  const t = useMessages()
  const plan = usePlan(plan => plan)
  const mayWrite = useCanWrite()
  // Who said what is not rewritten: it is taken back, and said anew.
  const bearsWitness = kind === 'endorsement' || kind === 'waiver'
  const canWrite = mayWrite && !bearsWitness
  const people = usePeople()
  const recordLink = useRecordLink()
  const fieldPresence = useFieldPresence()
  const [removing, setRemoving] = useState(false)
  const record = findRecord(plan, { kind, id })
  const isSingle = definitions[kind].file.as === 'one'

  const context = useMemo<PanelContext>(
    () => ({
      plan,
      record: { kind, id },
      canWrite,
      othersAt: path =>
        people
          .filter(({ self, record, field }) => !self && field === path && record?.kind === kind && record.id === id)
          .map(person => person.name),
    }),
    [plan, kind, id, canWrite, people],
  )

  async function handleCopyLink() {
    const link = location.origin + recordLink({ kind, id })
    try {
      await navigator.clipboard.writeText(link)
      showToast(t('record.linkCopied'))
    } catch {
      // Browsers refuse the clipboard outside of secure pages; the link itself can still be had.
      showToast(t('record.linkNotCopied', { link }), { tone: 'caution' })
    }
  }

  return (
    <SidePanel
      about={`${kind}:${id}`}
      kicker={kindLabel(messages, kind)}
      title={record ? recordName(messages, plan, record) : t('record.notHere')}
      onClose={onClose}
      actions={
        record && (
          <>
            <IconButton label={t('record.copyLink')} icon={<Link2 size={16} />} onClick={() => void handleCopyLink()} />
            {canWrite && !isSingle && (
              <IconButton label={t('record.remove')} icon={<Trash2 size={16} />} onClick={() => setRemoving(true)} />
            )}
          </>
        )
      }
    >
      {record ? (
        <PanelContext value={context}>
          {!canWrite && <p className={styles.quiet}>{t(mayWrite ? 'record.bearsWitness' : 'record.readOnly')}</p>}
          <Checked>
            <RecordFindings record={context.record} />
          </Checked>
          {/* Another record is another form: nothing half typed may cross over. */}
          <div key={`${kind}:${id}`} className={styles.form} {...fieldPresence}>
            {Object.entries(definitions[kind].fields as Fields)
              .filter(([name]) => !isReasonField(kind, name))
              .map(([name, field]) => (
                <FieldControl key={name} path={name} field={field} />
              ))}
          </div>
          <Checked>
            <RecordChains record={context.record} />
          </Checked>
          <RecordLinks />
          <RecordLedger record={context.record} />
        </PanelContext>
      ) : (
        <NotHere record={{ kind, id }} />
      )}
      {removing && record && (
        <RemoveDialog plan={plan} record={record} onClose={() => setRemoving(false)} onRemoved={onClose} />
      )}
    </SidePanel>
  )
}

/** What the checks say comes by itself, a moment later: the fields do not wait for it, and do not go where it fails. */
function Checked({ children }: { children: ReactNode }) {
  return (
    <ErrorBoundary>
      <Suspense>
        <WithMessages areas={coherenceAreas}>{children}</WithMessages>
      </Suspense>
    </ErrorBoundary>
  )
}

/** The address names a record that the plan does not hold: still on its way, removed, or never there. */
function NotHere({ record }: { record: RecordRef }) {
  const t = useMessages()
  const opened = useOpened()
  const canWrite = useCanWrite()
  const commit = useCommit()
  if (!opened) return <Spinner />
  return (
    <EmptyState
      title={t('record.notHere')}
      actions={canWrite && <Button onClick={() => tell(commit(restoreRecord, record))}>{t('shell.restore')}</Button>}
    >
      {t('record.notHereHint')}
    </EmptyState>
  )
}
