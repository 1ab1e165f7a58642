import { titleOf, type AnyRecord, type Plan } from '@barycentre/plan'
import type { Finding, Severity } from '@barycentre/rules'
import { Button, Select } from '@barycentre/ui'
import { useMessages } from '../../shell/language.tsx'
import { usePlan, type Rules } from '../../workspace/index.ts'
import { groupChoices } from './care.ts'
import styles from './coherence.module.css'

/** Whose findings are looked at; what is not said does not matter. */
export interface FindingFilter {
  readonly severity?: Severity
  readonly group?: string
  readonly phaseId?: string
  readonly functionId?: string
}

export const noFilter: FindingFilter = {}

export function fits(finding: Finding, filter: FindingFilter, { scopeOf }: Rules, plan: Plan): boolean {
  const { severity, group, phaseId, functionId } = filter
  if (severity !== undefined && finding.severity !== severity) return false
  if (group === undefined && phaseId === undefined && functionId === undefined) return true
  const scope = scopeOf(plan, finding)
  const assigned = finding.followUpId === undefined ? undefined : plan.followUp.get(finding.followUpId)?.assignedTo
  return (
    (group === undefined || scope.groups.has(group) || assigned === group) &&
    (phaseId === undefined || scope.phaseIds.has(phaseId)) &&
    (functionId === undefined || scope.functionIds.has(functionId))
  )
}

const severities: readonly Severity[] = ['blocker', 'warning', 'advice']

type FiltersProps = { readonly filter: FindingFilter; readonly onFilter: (filter: FindingFilter) => void }

export function Filters({ filter, onFilter }: FiltersProps) {
  const t = useMessages()
  const phases = usePlan(plan => plan.phase)
  const functions = usePlan(plan => plan.function)

  function choose(field: keyof FindingFilter, value: string) {
    const { [field]: _, ...others } = filter
    const next = value === '' ? others : { ...others, [field]: value }
    onFilter(Object.keys(next).length === 0 ? noFilter : next)
  }
  function select(field: keyof FindingFilter, any: string, choices: readonly (readonly [string, string])[]) {
    return (
      <div className={styles.filter}>
        <Select
          aria-label={any}
          value={filter[field] ?? ''}
          onChange={event => choose(field, event.currentTarget.value)}
        >
          <option value="">{any}</option>
          {choices.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
    )
  }
  const titles = (records: ReadonlyMap<string, AnyRecord>) =>
    [...records.values()].map(record => [record.id, titleOf(record)] as const)

  return (
    <div className={styles.filters} role="search" aria-label={t('coherence.filters')}>
      {select(
        'group',
        t('coherence.anyGroup'),
        groupChoices.map(group => [group, group]),
      )}
      {select('phaseId', t('coherence.anyPhase'), titles(phases))}
      {select('functionId', t('coherence.anyFunction'), titles(functions))}
      {select(
        'severity',
        t('coherence.anySeverity'),
        severities.map(severity => [severity, t(`coherence.severity.${severity}`)]),
      )}
      {filter !== noFilter && (
        <Button size="small" tone="quiet" onClick={() => onFilter(noFilter)}>
          {t('coherence.clearFilters')}
        </Button>
      )}
    </div>
  )
}
