import type { Severity } from '@barycentre/rules'
import { CircleStop, MessageCircleQuestionMark, TriangleAlert, type LucideIcon } from 'lucide-react'
import styles from './severity-mark.module.css'

const icons: Readonly<Record<Severity, LucideIcon>> = {
  blocker: CircleStop,
  warning: TriangleAlert,
  advice: MessageCircleQuestionMark,
}

/** A shape of its own for each, so that the colour only helps; the word stands beside it or in its name. */
export function SeverityMark({ severity, label }: { severity: Severity; label?: string }) {
  const Icon = icons[severity]
  return (
    <Icon
      size={16}
      className={styles.mark}
      data-severity={severity}
      {...(label === undefined ? { 'aria-hidden': true } : { 'aria-label': label, role: 'img' })}
    />
  )
}
