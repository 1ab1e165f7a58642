import { Field, Popover, Select } from '@barycentre/ui'
import { useTransport, type LineChoice } from '../workspace/index.ts'
import { useFormat, useMessages } from './language.tsx'
import styles from './save-status-details.module.css'

const choices: readonly LineChoice[] = ['automatic', 'good', 'long', 'poor']

type SaveStatusDetailsProps = {
  readonly sentence: string
  readonly anchor: () => HTMLElement | null
  readonly onClose: () => void
}

/** The whole truth about where my work is; what the line to the server costs, and how it is to be used. */
export function SaveStatusDetails({ sentence, anchor, onClose }: SaveStatusDetailsProps) {
  const t = useMessages()
  const format = useFormat()
  const { rung, line, choice, bytesPerMinute, choose } = useTransport()
  return (
    <Popover label={t('shell.saveStatus')} anchor={anchor} placement="below-end" onClose={onClose}>
      <div className={styles.details}>
        <p>{sentence}</p>
        <p className={styles.quiet}>
          {t('line.cost', { kilobytes: format.number(Math.ceil(bytesPerMinute / 1_000)) })}
          {rung === 'http' && ` ${t('line.byRequests')}`}
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
