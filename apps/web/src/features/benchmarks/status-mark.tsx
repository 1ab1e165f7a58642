import type { Translate } from '@barycentre/messages'
import {
  Circle,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  OctagonX,
  TrendingDown,
  TrendingUp,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { BenchmarkStatus } from './benchmark-statuses.ts'
import styles from './status-mark.module.css'

const icons: Readonly<Record<BenchmarkStatus, LucideIcon>> = {
  met: CircleCheck,
  on_track: TrendingUp,
  at_risk: TriangleAlert,
  off_track: OctagonX,
  regressed: TrendingDown,
  not_started: Circle,
  not_measurable: CircleSlash,
  not_recorded: CircleDashed,
}

/** The sign of a status: a shape of its own, so that the colour only helps. The word stands beside it or in its title. */
export function StatusMark({ status }: { status: BenchmarkStatus }) {
  const Icon = icons[status]
  return <Icon size={14} className={styles.mark} data-status={status} aria-hidden="true" />
}

export function statusWord(t: Translate, status: BenchmarkStatus): string {
  return status === 'not_recorded' ? t('shell.notRecorded') : t(`kinds.choice.${status}`)
}
