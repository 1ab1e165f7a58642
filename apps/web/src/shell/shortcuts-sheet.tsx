import { Checkbox, Dialog, Kbd } from '@barycentre/ui'
import { useMessages } from './language.tsx'
import type { Sheet } from './shortcuts.tsx'
import styles from './shortcuts.module.css'

type ShortcutsSheetProps = {
  readonly sheets: ReadonlyMap<string, Sheet>
  readonly singleKeys: boolean
  readonly onSingleKeys: (on: boolean) => void
  readonly onClose: () => void
}

/** All shortcuts of what is on the screen now. */
export function ShortcutsSheet({ sheets, singleKeys, onSingleKeys, onClose }: ShortcutsSheetProps) {
  const t = useMessages()
  return (
    <Dialog title={t('shell.shortcuts')} onClose={onClose} wide>
      <div className={styles.sheets}>
        {[...sheets].map(([id, sheet]) => (
          <section key={id}>
            <h3 className={styles.heading}>{sheet.title}</h3>
            <dl className={styles.list}>
              {[...Map.groupBy(sheet.shortcuts, shortcut => shortcut.label)].map(([label, ways]) => (
                <div key={label} className={styles.row}>
                  <dt>{label}</dt>
                  <dd className={styles.ways}>
                    {ways.map(({ keys }) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Checkbox
        label={t('shell.singleKeys')}
        hint={t('shell.singleKeysHint')}
        checked={singleKeys}
        onChange={event => onSingleKeys(event.currentTarget.checked)}
      />
    </Dialog>
  )
}
