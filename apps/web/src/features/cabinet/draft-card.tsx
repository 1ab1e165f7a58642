import type { Node, NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useChart } from './chart-context.tsx'
import { KindIcon, type PostKind } from './kind-icon.tsx'
import { TitleInput } from './title-input.tsx'
import styles from './post-card.module.css'

export type DraftNode = Node<{ readonly kind: PostKind }, 'draft'>

/** A post that has no name yet, and so is not in the plan yet: giving it one creates it, as one gesture. */
export const DraftCard = memo(function DraftCard({ data }: NodeProps<DraftNode>) {
  const t = useMessages()
  const chart = useChart()
  return (
    <div className={`${styles.card} ${styles[data.kind]} ${styles.draft}`}>
      <div className={styles.top}>
        <span className={styles.kind}>
          <KindIcon kind={data.kind} />
          {t(`cabinet.kind.${data.kind}`)}
        </span>
      </div>
      <TitleInput
        label={t('cabinet.nameOfNew')}
        value=""
        placeholder={t('cabinet.nameOfNew')}
        onEnd={title => chart.endDraft(title)}
      />
    </div>
  )
})
