import type { MessageKey } from '@barycentre/messages'
import type { Kind } from '@barycentre/plan'
import { classNames } from '@barycentre/ui'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { useOpenRecord } from '../../shell/routes.ts'
import { useFindingsAbout } from '../../workspace/index.ts'
import { SeverityMark } from './severity-mark.tsx'
import styles from './finding-mark.module.css'

type FindingMarkProps = { readonly kind: Kind; readonly id: string; readonly className?: string | undefined }

/**
 * That a record has something to be looked at, and how much. Nothing where it has not. Whoever cannot point reads the same
 * in the record's panel, to which every view has a key of its own.
 */
export function FindingMark({ kind, id, className }: FindingMarkProps) {
  const t = useMessages()
  const { has, translate } = useLanguage().messages
  const openRecord = useOpenRecord()
  const findings = useFindingsAbout(kind, id)
  const [gravest] = [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  if (gravest === undefined) return null
  const label = t('shell.findings', { count: findings.length })
  const titles = [...new Set(findings.map(({ check }) => check))].flatMap(check => {
    const key: string = `checks.${check}.title`
    return has(key) ? [translate(key as MessageKey)] : []
  })
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classNames(styles.mark, 'nodrag', className)}
      aria-label={label}
      title={titles.length === 0 ? label : titles.join('\n')}
      data-findings={findings.length}
      onPointerDown={event => event.stopPropagation()}
      onClick={event => {
        event.stopPropagation()
        openRecord({ kind, id })
      }}
    >
      <SeverityMark severity={gravest.severity} />
      {findings.length > 1 && <span aria-hidden="true">{findings.length}</span>}
    </button>
  )
}

const order = ['blocker', 'warning', 'advice']
