import { followUpFinding, withdrawWaiver } from '@barycentre/commands'
import type { Finding } from '@barycentre/rules'
import { Badge, Button, MenuButton, type MenuEntry } from '@barycentre/ui'
import { Ellipsis, Wand2 } from 'lucide-react'
import { useState } from 'react'
import { recordAreas } from '../../shell/areas.ts'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { later, soon } from '../../shell/later.tsx'
import { useCanWrite, useMe, usePlan, today } from '../../workspace/index.ts'
import { useAct } from '../canvas/use-act.ts'
import { findingArgs, groupChoices } from './care.ts'
import { useGoTo } from './use-go-to.ts'
import { placeOf, type CheckWords } from './use-check-words.ts'
import styles from './coherence.module.css'

const CareDialog = later(() => import('./care-dialog.tsx').then(part => part.CareDialog))
const RemedyDialog = later(() => import('./remedy-dialog.tsx').then(part => part.RemedyDialog), recordAreas)

/** One finding: what is seen, where, and what can be done about it. */
export function FindingRow({ finding, words, inPanel }: { finding: Finding; words: CheckWords; inPanel?: boolean }) {
  const t = useMessages()
  const format = useFormat()
  const act = useAct()
  const me = useMe()
  const canWrite = useCanWrite()
  const goTo = useGoTo()
  const waiver = usePlan(plan => (finding.waiverId === undefined ? undefined : plan.waiver.get(finding.waiverId)))
  const care = usePlan(plan => (finding.followUpId === undefined ? undefined : plan.followUp.get(finding.followUpId)))
  const [dialog, setDialog] = useState<'remedy' | 'park' | 'waive' | 'assign'>()
  const place = placeOf(finding)
  const subject = words.subject(finding)
  const said = { ...findingArgs(finding), by: me.name, on: today() }
  const close = () => setDialog(undefined)

  const entries: readonly MenuEntry[] = [
    { heading: t('coherence.assign') },
    ...groupChoices.map(group => ({
      label: group,
      chosen: care?.assignedTo === group,
      onSelect: () => act(followUpFinding, { ...said, assignedTo: care?.assignedTo === group ? null : group }),
    })),
    { label: t('coherence.assignPerson'), onSelect: () => setDialog('assign') },
    'separator',
    care?.parkedUntil === undefined
      ? { label: t('coherence.park'), onSelect: () => setDialog('park') }
      : { label: t('coherence.unpark'), onSelect: () => act(followUpFinding, { ...said, parkedUntil: null }) },
    waiver === undefined
      ? { label: t('coherence.waive'), onSelect: () => setDialog('waive') }
      : { label: t('coherence.unwaive'), onSelect: () => act(withdrawWaiver, findingArgs(finding)) },
  ]

  return (
    <li className={styles.finding} data-finding={finding.key}>
      <p className={styles.sentence}>{words.sentence(finding)}</p>
      {(care?.assignedTo !== undefined || care?.parkedUntil !== undefined || waiver !== undefined) && (
        <p className={styles.care}>
          {care?.assignedTo !== undefined && (
            <Badge group={care.assignedTo}>{t('coherence.assignedTo', { who: care.assignedTo })}</Badge>
          )}
          {care?.parkedUntil !== undefined && (
            <Badge>{t('coherence.parkedUntil', { on: format.date(care.parkedUntil) })}</Badge>
          )}
          {waiver !== undefined && (
            <span dir="auto">
              {t('coherence.waivedBy', {
                by: waiver.by ?? '',
                on: waiver.expiresOn === undefined ? '' : format.date(waiver.expiresOn),
                reason: waiver.reason ?? '',
              })}
            </span>
          )}
        </p>
      )}
      <div className={styles.acts}>
        {!inPanel && place !== undefined && subject !== undefined && (
          <Button size="small" tone="quiet" onClick={() => goTo(place)}>
            {t('coherence.show', { title: subject })}
          </Button>
        )}
        {canWrite && finding.remedy !== undefined ? (
          <Button size="small" icon={<Wand2 size={14} />} {...soon(RemedyDialog)} onClick={() => setDialog('remedy')}>
            {words.act(finding.check)}
          </Button>
        ) : (
          place !== undefined &&
          (!inPanel || place.field !== undefined) && (
            <Button size="small" onClick={() => goTo(place)}>
              {words.act(finding.check)}
            </Button>
          )
        )}
        {canWrite && (
          <MenuButton
            iconOnly
            size="small"
            tone="quiet"
            label={t('coherence.more')}
            icon={<Ellipsis size={16} />}
            entries={entries}
            placement="below-end"
          />
        )}
      </div>
      {dialog === 'remedy' && <RemedyDialog finding={finding} words={words} onClose={close} />}
      {dialog !== undefined && dialog !== 'remedy' && (
        <CareDialog finding={finding} words={words} care={dialog} onClose={close} />
      )}
    </li>
  )
}
