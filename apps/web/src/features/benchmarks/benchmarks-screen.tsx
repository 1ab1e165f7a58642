import { createRecord } from '@barycentre/commands'
import { Button, Combobox, EmptyState, Select, TextInput } from '@barycentre/ui'
import { Plus } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useMemo, useState } from 'react'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { useCanWrite, useLedger, usePlan, usePresenceAt } from '../../workspace/index.ts'
import { useAct } from '../canvas/use-act.ts'
import {
  filterRows,
  latestMeasurements,
  noFilter,
  sortRows,
  type BenchmarkRow,
  type RowFilter,
  type RowOrder,
  type RowWords,
} from './benchmark-rows.ts'
import { benchmarkStatuses, type BenchmarkStatus } from './benchmark-statuses.ts'
import { BenchmarkTable } from './benchmark-table.tsx'
import { statusWord } from './status-mark.tsx'
import styles from './benchmarks-screen.module.css'

/** All benchmarks in one table that is written in like a spreadsheet. */
export function BenchmarksScreen() {
  const t = useMessages()
  const format = useFormat()
  const act = useAct()
  const canWrite = useCanWrite()
  const announceAt = usePresenceAt()
  const benchmarks = usePlan(plan => plan.benchmark)
  const objectives = usePlan(plan => plan.objective)
  const entities = usePlan(plan => plan.entity)
  const ledger = useLedger()
  const heading = useId()
  const [filter, setFilter] = useState<RowFilter>(noFilter)
  const [order, setOrder] = useState<RowOrder | undefined>(undefined)
  const [added, setAdded] = useState<string | undefined>(undefined)
  // Typing in the filter stays quick while hundreds of rows follow.
  const appliedFilter = useDeferredValue(filter)

  useEffect(() => announceAt({ screen: 'benchmarks' }), [announceAt])

  const words = useMemo<RowWords>(
    () => ({
      objective: id => objectives.get(id)?.title || t('benchmarks.untitledObjective'),
      entity: id => entities.get(id)?.acronym ?? entities.get(id)?.name ?? id,
    }),
    [objectives, entities, t],
  )
  const all = useMemo<readonly BenchmarkRow[]>(() => {
    const latest = latestMeasurements(ledger ?? [])
    return [...benchmarks.values()].map(benchmark => ({ benchmark, latest: latest.get(benchmark.id) }))
  }, [benchmarks, ledger])
  const rows = useMemo(
    () => sortRows(filterRows(all, appliedFilter, words), order, words, format.compare),
    [all, appliedFilter, order, words, format],
  )
  const isFiltered = filter.text !== '' || filter.status !== undefined || filter.objectiveId !== undefined

  function add() {
    const { objectiveId } = filter
    const result = act(createRecord, {
      kind: 'benchmark',
      fields: objectiveId === undefined ? {} : { objectiveIds: [objectiveId] },
    })
    if (!result.ok) return
    // A new row has no words and no status yet: a filter for either would hide what was just made.
    setFilter({ ...noFilter, objectiveId })
    setOrder(undefined)
    setAdded(result.value)
  }

  return (
    <section className={styles.screen} aria-labelledby={heading}>
      <header className={styles.head}>
        <h1 id={heading} className={styles.title}>
          {t('shell.screen.benchmarks')}
        </h1>
        <TextInput
          type="search"
          className={styles.search}
          aria-label={t('benchmarks.search')}
          placeholder={t('benchmarks.search')}
          value={filter.text}
          onChange={event => setFilter({ ...filter, text: event.currentTarget.value })}
        />
        <div className={styles.status}>
          <Select
            aria-label={t('benchmarks.filterStatus')}
            value={filter.status ?? ''}
            onChange={event =>
              setFilter({ ...filter, status: (event.currentTarget.value || undefined) as BenchmarkStatus })
            }
          >
            <option value="">{t('benchmarks.anyStatus')}</option>
            {benchmarkStatuses.map(status => (
              <option key={status} value={status}>
                {statusWord(t, status)}
              </option>
            ))}
          </Select>
        </div>
        <div className={styles.objective}>
          <Combobox
            aria-label={t('benchmarks.filterObjective')}
            placeholder={t('benchmarks.anyObjective')}
            choices={[...objectives.keys()].map(id => ({ value: id, label: words.objective(id) }))}
            value={filter.objectiveId}
            onChange={objectiveId => setFilter({ ...filter, objectiveId })}
          />
        </div>
        <span className={styles.count} aria-live="polite">
          {t('benchmarks.count', { shown: rows.length, all: all.length })}
        </span>
        {isFiltered && (
          <Button size="small" tone="quiet" onClick={() => setFilter(noFilter)}>
            {t('benchmarks.clearFilter')}
          </Button>
        )}
        {canWrite && (
          <Button size="small" icon={<Plus size={16} />} onClick={add}>
            {t('benchmarks.add')}
          </Button>
        )}
      </header>
      {all.length === 0 ? (
        <EmptyState
          title={t('benchmarks.empty')}
          actions={
            canWrite && (
              <Button icon={<Plus size={16} />} onClick={add}>
                {t('benchmarks.add')}
              </Button>
            )
          }
        >
          {t('benchmarks.emptyText')}
        </EmptyState>
      ) : (
        <BenchmarkTable
          rows={rows}
          words={words}
          order={order}
          onOrder={setOrder}
          added={added}
          onAddedShown={() => setAdded(undefined)}
          ledgerKnown={ledger !== undefined}
        />
      )}
      {all.length > 0 && rows.length === 0 && <EmptyState title={t('benchmarks.noneFit')} />}
    </section>
  )
}
