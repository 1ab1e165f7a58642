import { Button, Field, Popover, Select } from '@barycentre/ui'
import {
  useDocumentStatuses,
  useSaveStatus,
  useTransport,
  useUnsaved,
  type LineChoice,
  type SaveStatus,
} from '../workspace/index.ts'
import { DocumentStatuses } from './document-statuses.tsx'
import { useFormat, useMessages } from './language.tsx'
import { useKeepingSentence, useSaveTelling } from './save-telling.tsx'
import { UnsavedText } from './unsaved-text.tsx'
import styles from './save-status-details.module.css'

const choices: readonly LineChoice[] = ['automatic', 'good', 'long', 'poor']

type SaveStatusDetailsProps = {
  readonly anchor: () => HTMLElement | null
  readonly onClose: () => void
}

/** The whole truth about where my work is; what the line to the server costs, and how it is to be used. */
export function SaveStatusDetails({ anchor, onClose }: SaveStatusDetailsProps) {
  const t = useMessages()
  const format = useFormat()
  const status = useSaveStatus()
  const documents = useDocumentStatuses()
  const { sentence } = useSaveTelling()(status)
  const keeping = useKeepingSentence(documents.find(each => each.trouble !== undefined)?.trouble)
  const { read, tryNow } = useUnsaved()
  const { rung, line, choice, bytesPerMinute, choose } = useTransport()
  return (
    <Popover label={t('shell.saveStatus')} anchor={anchor} placement="below-end" onClose={onClose}>
      <div className={styles.details}>
        <p>{sentence}</p>
        {staysHere(status) && <UnsavedText text={read()} />}
        {status.state === 'offline' && status.end === undefined && (
          <Button size="small" className={styles.tryNow} onClick={tryNow}>
            {t('line.tryNow')}
          </Button>
        )}
        {keeping !== undefined && <p className={styles.caution}>{keeping}</p>}
        <DocumentStatuses documents={documents} />
        <p className={styles.quiet}>
          {t('line.cost', { kilobytes: format.number(Math.ceil(bytesPerMinute / 1_000)) })}
          {rung === 'http' && status.state !== 'offline' && ` ${t('line.byRequests')}`}
        </p>
        <Field label={t('line.label')}>
          <Select value={choice} onChange={event => choose(event.currentTarget.value as LineChoice)}>
            {choices.map(each => (
              <option key={each} value={each}>
                {each === 'automatic' ? t('line.automatic', { line: t(`line.${line}`) }) : t(`line.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </Popover>
  )
}

/** Whether what is not saved will not be by itself: then its author may want to take it elsewhere. */
function staysHere(status: SaveStatus): boolean {
  return status.state === 'refused' || (status.state === 'offline' && status.end !== undefined)
}
