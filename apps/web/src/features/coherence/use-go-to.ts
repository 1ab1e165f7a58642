import type { RecordRef } from '@barycentre/plan'
import { useCallback } from 'react'
import { useOpenRecord } from '../../shell/routes.ts'

/** How long a panel may take to come, milliseconds. */
const patience = 3_000

/** Opens a record in the panel and, where one is named, goes to the field in it. */
export function useGoTo(): (place: { readonly ref: RecordRef; readonly field?: string }) => void {
  const openRecord = useOpenRecord()
  return useCallback(
    ({ ref, field }) => {
      openRecord(ref)
      if (field !== undefined) focusField(`${ref.kind}:${ref.id}`, field, performance.now() + patience)
    },
    [openRecord],
  )
}

function focusField(record: string, field: string, until: number): void {
  const panel = document.querySelector(`[data-about="${CSS.escape(record)}"]`)
  const place = panel?.querySelector<HTMLElement>(
    `[data-field="${CSS.escape(field)}"], [data-field^="${CSS.escape(field)}."]`,
  )
  const target = place?.querySelector<HTMLElement>('input, select, textarea, button, [contenteditable="true"]')
  if (place && target) {
    place.scrollIntoView({ block: 'center' })
    target.focus({ preventScroll: true })
  } else if (performance.now() < until) setTimeout(() => focusField(record, field, until), 50)
}
