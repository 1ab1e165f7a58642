import { isKind, type RecordRef } from '@barycentre/plan'
import { useCallback, useMemo } from 'react'
import { navigate, usePath, useSearch } from './location.tsx'

export const screens = ['vision', 'canvas', 'benchmarks', 'cabinet', 'coherence', 'people'] as const
export type Screen = (typeof screens)[number]

export function isScreen(word: string | undefined): word is Screen {
  return screens.includes(word as Screen)
}

export function screenPath(workspaceId: string, screen: Screen): string {
  return `/w/${encodeURIComponent(workspaceId)}/${screen}`
}

/** What an address of this app leads to, by its path; undefined where there is no such page. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'join'; readonly secret: string }
  | { readonly at: 'workspace'; readonly workspaceId: string; readonly screen: string | undefined }

export function parsePath(path: string): Place | undefined {
  const [first, second, third, ...more] = path.split('/').filter(Boolean).map(unescaped)
  if (first === undefined) return { at: 'home' }
  if (second === undefined || more.length > 0) return undefined
  if (first === 'join' && third === undefined) return { at: 'join', secret: second }
  return first === 'w' ? { at: 'workspace', workspaceId: second, screen: third } : undefined
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // Not escaped by us: it is taken as it is, and will name nothing.
    return part
  }
}

/** The record that the address names, `?record=objective:o1`; it stays open from screen to screen. */
export function useOpenedRecord(): RecordRef | undefined {
  const search = useSearch()
  return useMemo(() => parseRecord(new URLSearchParams(search).get('record')), [search])
}

/** Opens a record in the panel beside the screen. It is a step in the browser's history: Back closes it. */
export function useOpenRecord(): (record: RecordRef) => void {
  const path = usePath()
  const search = useSearch()
  return useCallback(
    ({ kind, id }) => {
      const next = withRecord(search, `${kind}:${id}`)
      if (next !== `?${search}`) navigate(path + next)
    },
    [path, search],
  )
}

export function useCloseRecord(): () => void {
  const path = usePath()
  const search = useSearch()
  return useCallback(() => navigate(path + withRecord(search, undefined)), [path, search])
}

/** For links that should open in a new tab, or be copied: the present screen with the record beside it. */
export function useRecordLink(): (record: RecordRef) => string {
  const path = usePath()
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
