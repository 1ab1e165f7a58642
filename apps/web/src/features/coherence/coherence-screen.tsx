import type { Finding, Judgement, Nature } from '@barycentre/rules'
import { Badge, Button, EmptyState, Spinner, Tabs } from '@barycentre/ui'
import { BookOpen } from 'lucide-react'
import { useEffect, useId, useMemo, useState } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { later, soon } from '../../shell/later.tsx'
import {
  useJudgement,
  useLackOfRules,
  useLedger,
  usePlan,
  usePresenceAt,
  useRules,
  type Rules,
} from '../../workspace/index.ts'
import { CheckLine } from './check-line.tsx'
import { Filters, fits, noFilter, type FindingFilter } from './filters.tsx'
import { groupByCheck, type CheckGroup } from './group-findings.ts'
import { useCheckWords } from './use-check-words.ts'
import styles from './coherence.module.css'

const AllChecks = later(() => import('./all-checks.tsx').then(part => part.AllChecks))

/** What one tab shows: a nature of what waits, or all that somebody lets stand or lie. */
type View = Nature | 'settled'
const views: readonly View[] = ['contradiction', 'gap', 'time', 'settled']

/** As many lines as a workshop can take in at once (domain model 3.0). */
const firstLines = 7

/** What the plan says against itself or against the report, what it leaves open, what has gone stale. */
export function CoherenceScreen() {
  const t = useMessages()
  const heading = useId()
  const judgement = useJudgement()
  const rules = useRules()
  const announceAt = usePresenceAt()
  const [listed, setListed] = useState(false)
  useEffect(() => announceAt({ screen: 'coherence' }), [announceAt])

  return (
    <section className={styles.screen} aria-labelledby={heading}>
      <header className={styles.head}>
        <div>
          <h1 id={heading} className={styles.title}>
            {t('shell.screen.coherence')}
          </h1>
          <p className={styles.quiet}>{t('coherence.intro')}</p>
        </div>
        <Button
          size="small"
          tone="quiet"
          icon={<BookOpen size={16} />}
          disabled={rules === undefined}
          {...soon(AllChecks)}
          onClick={() => setListed(true)}
        >
          {t('coherence.allChecks')}
        </Button>
      </header>
      {rules !== undefined && judgement !== undefined ? (
        <Findings rules={rules} judgement={judgement} />
      ) : (
        <NotJudged />
      )}
      {listed && <AllChecks onClose={() => setListed(false)} />}
    </section>
  )
}

function NotJudged() {
  const t = useMessages()
  const { isLacking, fetchAgain } = useLackOfRules()
  if (!isLacking) return <Spinner label={t('coherence.reading')} />
  return (
    <EmptyState title={t('coherence.lacking')} actions={<Button onClick={fetchAgain}>{t('shell.tryAgain')}</Button>} />
  )
}

function Findings({ rules, judgement }: { rules: Rules; judgement: Judgement }) {
  const t = useMessages()
  const words = useCheckWords()
  const plan = usePlan(whole => whole)
  const ledger = useLedger()
  const [view, setView] = useState<View>()
  const [filter, setFilter] = useState<FindingFilter>(noFilter)
  const [all, setAll] = useState(false)
  const byView = useMemo(() => {
    const found: Record<View, Finding[]> = { contradiction: [], gap: [], time: [], settled: [] }
    for (const finding of judgement.findings) {
      if (!fits(finding, filter, rules, plan)) continue
      found[rules.isWaiting(finding, judgement.evidence) ? finding.nature : 'settled'].push(finding)
    }
    return found
  }, [judgement, filter, rules, plan])
  const groups = useMemo(
    () => Object.fromEntries(views.map(each => [each, groupByCheck(byView[each], rules.rules)])),
    [byView, rules],
  ) as Readonly<Record<View, readonly CheckGroup[]>>
  // Until somebody chooses: what weighs most and is there at all.
  const shown = view ?? views.find(each => groups[each].length > 0) ?? 'contradiction'
  const lines = groups[shown]
  const beyond = lines.length - firstLines

  return (
    <>
      <Filters filter={filter} onFilter={setFilter} />
      {ledger === undefined && <p className={styles.quiet}>{t('coherence.withoutLedger')}</p>}
      <Tabs
        label={t('coherence.natures')}
        selected={shown}
        onSelect={chosen => {
          setView(chosen)
          setAll(false)
        }}
        tabs={views.map(each => ({
          id: each,
          label: t(`coherence.nature.${each}`),
          badge: groups[each].length > 0 && <Badge>{t('coherence.lines', { count: groups[each].length })}</Badge>,
        }))}
      >
        <p className={styles.quiet}>{t(`coherence.natureHint.${shown}`)}</p>
        {lines.length === 0 ? (
          <EmptyState title={t(filter === noFilter ? 'coherence.nothing' : 'coherence.nothingFits')} />
        ) : (
          <ul className={styles.lines}>
            {(all ? lines : lines.slice(0, firstLines)).map(group => (
              <CheckLine
                key={`${shown} ${group.check}`}
                group={group}
                words={words}
                source={rules.rules.find(({ id }) => id === group.check)?.source ?? ''}
              />
            ))}
          </ul>
        )}
        {!all && beyond > 0 && (
          <Button tone="quiet" onClick={() => setAll(true)}>
            {t('coherence.showAll', { count: beyond })}
          </Button>
        )}
      </Tabs>
    </>
  )
}
