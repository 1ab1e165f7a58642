import { useFormat, useMessages } from '../../shell/language.tsx'
import type { MoneySum } from './objective-card.ts'
import styles from './money-line.module.css'

/** What is asked for, what has come in, and what is missing: a bar for the eye, and the same in words. */
export function MoneyLine({ sum }: { sum: MoneySum }) {
  const t = useMessages()
  const format = useFormat()
  const money = (millions: number) => formatMillions(format.number, millions, sum.currency)
  const notes = [
    sum.sharedLines > 0 && t('canvas.moneyShared', { count: sum.sharedLines }),
    sum.incompleteLines > 0 && t('canvas.moneyIncomplete', { count: sum.incompleteLines }),
  ].filter(Boolean)
  const share = sum.required > 0 ? Math.min(1, sum.received / sum.required) : 0
  return (
    <div className={styles.money} title={notes.join(' · ') || undefined}>
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.received} style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span className={styles.amounts}>
        {t('canvas.moneyReceived', { received: money(sum.received), required: money(sum.required) })}
      </span>
      {sum.gap > 0 && <strong className={styles.gap}>{t('canvas.moneyGap', { gap: money(sum.gap) })}</strong>}
      {sum.gap === 0 && sum.incompleteLines === 0 && <span className={styles.whole}>{t('canvas.moneyWhole')}</span>}
      {notes.length > 0 && <span className={styles.notes}>{notes.join(' · ')}</span>}
    </div>
  )
}

/** Millions, short, by the reader's habit. Planners may write a currency that Intl does not know: it stays their word. */
export function formatMillions(
  number: (value: number, options: Intl.NumberFormatOptions) => string,
  millions: number,
  currency: string,
): string {
  const compact = { notation: 'compact', maximumFractionDigits: 1 } as const
  if (/^[a-z]{3}$/i.test(currency)) {
    return number(millions * 1e6, { ...compact, style: 'currency', currency, currencyDisplay: 'code' })
  }
  return `${number(millions * 1e6, compact)} ${currency}`.trim()
}
