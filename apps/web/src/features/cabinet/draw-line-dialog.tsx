import type { RecordOf } from '@barycentre/plan'
import { Button, Combobox, Dialog, Field, IconButton } from '@barycentre/ui'
import { ArrowUpDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { LineSample } from './line-sample.tsx'
import { lineTypes, type LineType } from './line-looks.ts'
import { postChoices } from './post-choices.ts'
import styles from './dialogs.module.css'

type DrawLineDialogProps = {
  readonly posts: ReadonlyMap<string, RecordOf<'post'>>
  readonly entities: ReadonlyMap<string, RecordOf<'entity'>>
  readonly from: string | undefined
  readonly to: string | undefined
  /** Gives back whether it was drawn; if not, the dialog stays with what was chosen. */
  readonly onDraw: (from: string, to: string, type: LineType) => boolean
  readonly onClose: () => void
}

/** A line between two posts by choosing them and its type: after a drag, and in place of one. */
export function DrawLineDialog({ posts, entities, onDraw, onClose, ...given }: DrawLineDialogProps) {
  const t = useMessages()
  const [from, setFrom] = useState(given.from)
  const [to, setTo] = useState(given.to)
  const [type, setType] = useState<LineType>('direct')
  const choices = useMemo(() => postChoices(posts, entities), [posts, entities])
  const complete = from !== undefined && to !== undefined

  function handleDraw() {
    if (complete && onDraw(from, to, type)) onClose()
  }

  return (
    <Dialog
      title={t('cabinet.drawLineTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cabinet.cancel')}</Button>
          <Button tone="primary" disabled={!complete} onClick={handleDraw}>
            {t('cabinet.draw')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={t('cabinet.lineFrom')}>
          <Combobox
            choices={choices}
            value={from}
            onChange={setFrom}
            placeholder={t('cabinet.searchPost')}
            autoFocus={given.from === undefined}
          />
        </Field>
        <div className={styles.swap}>
          <IconButton
            label={t('cabinet.swapEnds')}
            icon={<ArrowUpDown size={16} />}
            onClick={() => {
              setFrom(to)
              setTo(from)
            }}
          />
        </div>
        <Field label={t('cabinet.lineTo')}>
          <Combobox
            choices={choices}
            value={to}
            onChange={setTo}
            placeholder={t('cabinet.searchPost')}
            autoFocus={given.from !== undefined && given.to === undefined}
          />
        </Field>
        <fieldset className={styles.types}>
          <legend className={styles.legend}>{t('cabinet.typeOfLine')}</legend>
          {lineTypes.map(each => (
            <label key={each} className={styles.type}>
              <input
                type="radio"
                name="line-type"
                value={each}
                checked={type === each}
                onChange={() => setType(each)}
              />
              <LineSample type={each} />
              <span>
                {t(`cabinet.line.${each}`)}
                <span className={styles.meaning}>{t(`cabinet.lineMeaning.${each}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </div>
    </Dialog>
  )
}
