import { classNames } from '@barycentre/ui'
import { Handle, Position, type NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { FindingMark } from '../coherence/finding-mark.tsx'
import { useChart } from './chart-context.tsx'
import type { Holder, PostNode } from './chart-nodes.ts'
import { KindIcon } from './kind-icon.tsx'
import { staffingOf, type Staffing } from './staffing.ts'
import { TitleInput } from './title-input.tsx'
import styles from './post-card.module.css'

/** A post, unit, office or body on the chart: told apart by outline, sign and word. */
export const PostCard = memo(function PostCard({ id, data, selected, dragging }: NodeProps<PostNode>) {
  const t = useMessages()
  const chart = useChart()
  const { post, entity, standing, holders } = data
  const kind = post.postKind ?? 'post'
  const group = entity?.group
  const entityName = entity?.acronym ?? entity?.name
  const hats = (post.hats ?? []).flatMap(hat => (hat.role === undefined ? [] : [hat.role]))

  return (
    <>
      <Handle id="up" type="source" position={Position.Top} className={styles.handle} tabIndex={-1} />
      <div
        className={classNames(
          styles.card,
          styles[kind],
          styles[standing],
          selected && styles.selected,
          dragging && styles.dragging,
          data.awaited && styles.awaited,
        )}
        data-group={group}
      >
        <div className={styles.top}>
          <span className={styles.kind}>
            <KindIcon kind={kind} />
            {t(`cabinet.kind.${kind}`)}
            {post.level !== undefined && <span dir="ltr"> · {post.level}</span>}
          </span>
          {entityName !== undefined && (
            <span className={styles.entity} dir="auto">
              {entityName}
              {group !== undefined && group !== entityName && <span className={styles.group}> {group}</span>}
            </span>
          )}
        </div>
        {chart.renamingId === id ? (
          <TitleInput
            label={t('cabinet.nameOf', { title: post.title ?? '' })}
            value={post.title ?? ''}
            onEnd={title => chart.endRename(id, title)}
          />
        ) : (
          <div className={styles.title} dir="auto" onDoubleClick={() => chart.canWrite && chart.startRename(id)}>
            {post.title || t('cabinet.untitled')}
          </div>
        )}
        <div className={styles.foot}>
          {post.headOfMission && <span className={styles.head}>{t('cabinet.headOfMission')}</span>}
          {hats.map((hat, index) => (
            <span key={index} className={styles.hat} dir="ltr">
              {hat}
            </span>
          ))}
          <span className={styles.space} />
          <FindingMark kind="post" id={id} />
          <StaffingMark staffing={staffingOf(post)} kind={kind} />
          {standing !== 'mission' && standing !== 'unrecorded' && (
            <span className={styles.standing}>{t(`cabinet.standingShort.${standing}`)}</span>
          )}
        </div>
        {holders.length > 0 && <Holders holders={holders} />}
      </div>
      <Handle id="down" type="target" position={Position.Bottom} className={styles.handle} tabIndex={-1} />
    </>
  )
})

function StaffingMark({ staffing, kind }: { staffing: Staffing; kind: string }) {
  const t = useMessages()
  switch (staffing.state) {
    case 'not-recorded':
      return null
    case 'vacant':
      return (
        <span className={styles.vacant}>
          {kind === 'post' ? t('cabinet.vacant') : t('cabinet.vacantOf', { authorised: staffing.authorised })}
        </span>
      )
    case 'authorised':
      return <span className={styles.staffing}>{t('cabinet.authorised', { authorised: staffing.authorised })}</span>
    case 'filled':
      return (
        <span className={styles.staffing}>
          {staffing.authorised === undefined
            ? t('cabinet.filled', { filled: staffing.filled })
            : t('cabinet.filledOf', { filled: staffing.filled, authorised: staffing.authorised })}
        </span>
      )
  }
}

/** Who else is at this card: the outline of the first in the group's colour, everybody by name and group. */
function Holders({ holders }: { holders: readonly Holder[] }) {
  const t = useMessages()
  return (
    <div className={styles.holders} data-group={holders[0]?.group}>
      {holders.slice(0, 2).map(holder => (
        <span key={holder.personId} className={styles.holder} data-group={holder.group} dir="auto">
          {holder.moving
            ? t('cabinet.isMoving', { name: holder.name, group: holder.group })
            : t('cabinet.isHere', { name: holder.name, group: holder.group })}
        </span>
      ))}
      {holders.length > 2 && <span className={styles.holder}>+{holders.length - 2}</span>}
    </div>
  )
}
