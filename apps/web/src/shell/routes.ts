import { isKind, type RecordRef } from '@barycentre/plan'
import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'

export const screens = ['vision', 'canvas', 'benchmarks', 'cabinet', 'people'] as const
export type Screen = (typeof screens)[number]

export function isScreen(word: string | undefined): word is Screen {
  return screens.includes(word as Screen)
}

export function screenPath(workspaceId: string, screen: Screen): string {
  return `/w/${encodeURIComponent(workspaceId)}/${screen}`
}

/** The record that the address names, `?record=objective:o1`; it stays open from screen to screen. */
export function useOpenedRecord(): RecordRef | undefined {
  const search = useSearch()
  return useMemo(() => parseRecord(new URLSearchParams(search).get('record')), [search])
}

/** Opens a record in the panel beside the screen. It is a step in the browser's history: Back closes it. */
export function useOpenRecord(): (record: RecordRef) => void {
  const [path, navigate] = useLocation()
  const search = useSearch()
  return useCallback(
    ({ kind, id }) => {
      const next = withRecord(search, `${kind}:${id}`)
      if (next !== `?${search}`) navigate(path + next)
    },
    [navigate, path, search],
  )
}

export function useCloseRecord(): () => void {
  const [path, navigate] = useLocation()
  const search = useSearch()
  return useCallback(() => navigate(path + withRecord(search, undefined)), [navigate, path, search])
}

/** For links that should open in a new tab, or be copied: the present screen with the record beside it. */
export function useRecordLink(): (record: RecordRef) => string {
  const [path] = useLocation()
  const search = useSearch()
  return useCallback(({ kind, id }) => path + withRecord(search, `${kind}:${id}`), [path, search])
}

export function parseRecord(text: string | null): RecordRef | undefined {
  const colon = text?.indexOf(':') ?? -1
  if (!text || colon < 0) return undefined
  const [kind, id] = [text.slice(0, colon), text.slice(colon + 1)]
  return isKind(kind) && id !== '' ? { kind, id } : undefined
}

function withRecord(search: string, record: string | undefined): string {
  const params = new URLSearchParams(search)
  if (record === undefined) params.delete('record')
  else params.set('record', record)
  const text = params.toString().replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
