import { LineMarkSign } from './line-mark-sign.tsx'
import { lineLooks, type LineType } from './line-looks.ts'
import styles from './line-view.module.css'

/** A short piece of a line, for the legend and for choosing. */
export function LineSample({ type }: { type: LineType }) {
  const look = lineLooks[type]
  return (
    <svg className={styles.sample} width="56" height="14" viewBox="0 0 56 14" aria-hidden="true">
      <path className={styles.stroke} d="M2,7H54" strokeWidth={look.width} strokeDasharray={look.dash} />
      {look.mark && <LineMarkSign mark={look.mark} at={{ x: 54, y: 7 }} angle={0} />}
    </svg>
  )
}
