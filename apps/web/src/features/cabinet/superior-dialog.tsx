import { titleOf, type RecordOf, type Structure } from '@barycentre/plan'
import { Button, Combobox, Dialog, Field } from '@barycentre/ui'
import { useMemo, useState } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { branchOf } from './outline-rows.ts'
import { postChoices } from './post-choices.ts'
import styles from './dialogs.module.css'

type SuperiorDialogProps = {
  readonly post: RecordOf<'post'>
  readonly posts: ReadonlyMap<string, RecordOf<'post'>>
  readonly entities: ReadonlyMap<string, RecordOf<'entity'>>
  readonly structure: Structure
  readonly onChange: (superiorId: string | null) => boolean
  readonly onClose: () => void
}

/** To whom a post reports, by search. Those below it are not offered: a post cannot report to its own reports. */
export function SuperiorDialog({ post, posts, entities, structure, onChange, onClose }: SuperiorDialogProps) {
  const t = useMessages()
  const present = structure.superiorOf.get(post.id)?.postId
  const [superior, setSuperior] = useState(present)
  const branch = useMemo(() => branchOf(post.id, structure.reportsOf), [post.id, structure])
  const choices = useMemo(() => postChoices(posts, entities, id => !branch.has(id)), [posts, entities, branch])

  function handleChange() {
    if (superior === present || onChange(superior ?? null)) onClose()
  }

  return (
    <Dialog
      title={t('cabinet.superiorTitle', { title: titleOf(post) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cabinet.cancel')}</Button>
          <Button tone="primary" onClick={handleChange}>
            {t('cabinet.changeIt')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={t('cabinet.reportsTo')} hint={t('cabinet.superiorHint', { count: branch.size - 1 })}>
          <Combobox
            autoFocus
            choices={choices}
            value={superior}
            onChange={setSuperior}
            placeholder={t('cabinet.nobody')}
          />
        </Field>
      </div>
    </Dialog>
  )
}
