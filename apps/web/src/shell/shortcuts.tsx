import { must } from '@barycentre/kit'
import { isMac } from '@barycentre/ui'
import { createContext, useContext, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import { useMessages } from './language.tsx'
import { later } from './later.tsx'
import { readPreference, writePreference } from './preferences.ts'

export type Shortcut = {
  /** As `Mod+Shift+Z`: Mod is Command on a Mac and Control elsewhere. */
  readonly keys: string
  readonly label: string
  /** Left out where the view listens by itself and the sheet only tells of it. */
  readonly run?: (() => void) | undefined
  /** Also while a text has the focus. Without it, a text keeps its own keys (its own undo, its letters). */
  readonly inText?: boolean | undefined
}

export type Sheet = { readonly title: string; readonly shortcuts: readonly Shortcut[] }

const ShortcutsSheet = later(() => import('./shortcuts-sheet.tsx').then(part => part.ShortcutsSheet))

type Shortcuts = {
  readonly register: (id: string, sheet: Sheet) => () => void
  readonly showSheet: () => void
}

const ShortcutsContext = createContext<Shortcuts | undefined>(undefined)

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const sheets = useRef(new Map<string, Sheet>())
  const [open, setOpen] = useState(false)
  const [singleKeys, setSingleKeys] = useState(readPreference('single-keys') !== 'off')

  const shortcuts = useMemo<Shortcuts>(
    () => ({
      register(id, sheet) {
        sheets.current.set(id, sheet)
        return () => sheets.current.delete(id)
      },
      showSheet: () => setOpen(true),
    }),
    [],
  )

  useEffect(() => {
    function handleKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || isModalOpen()) return
      const inText = isText(event.target)
      for (const { shortcuts: candidates } of [...sheets.current.values()].reverse()) {
        for (const shortcut of candidates) {
          if (!shortcut.run || (inText && !shortcut.inText) || !matches(event, shortcut.keys)) continue
          if (isSingleKey(shortcut.keys) && !singleKeys) continue
          event.preventDefault()
          return shortcut.run()
        }
      }
    }
    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [singleKeys])

  function handleSingleKeys(on: boolean) {
    setSingleKeys(on)
    writePreference('single-keys', on ? undefined : 'off')
  }

  return (
    <ShortcutsContext value={shortcuts}>
      <SheetShortcuts />
      {children}
      {open && (
        <ShortcutsSheet
          sheets={sheets.current}
          singleKeys={singleKeys}
          onSingleKeys={handleSingleKeys}
          onClose={() => setOpen(false)}
        />
      )}
    </ShortcutsContext>
  )
}

/** Listens while the view is mounted, and puts the shortcuts on the sheet under a title. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const { register } = useShortcutsContext()
  const id = useId()
  const latest = useRef<readonly Shortcut[]>(shortcuts)
  const sheet = useMemo<Sheet>(
    () => ({
      title,
      get shortcuts() {
        return latest.current
      },
    }),
    [title],
  )
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => register(id, sheet), [id, register, sheet])
}

export function useShowShortcuts(): () => void {
  return useShortcutsContext().showSheet
}

function useShortcutsContext(): Shortcuts {
  return must(useContext(ShortcutsContext), 'the app is wrapped in <ShortcutsProvider>')
}

function SheetShortcuts() {
  const t = useMessages()
  const showSheet = useShowShortcuts()
  useShortcuts(t('shell.shortcutsEverywhere'), [
    { keys: '?', label: t('shell.shortcuts'), run: showSheet },
    { keys: 'Mod+/', label: t('shell.shortcuts'), run: showSheet, inText: true },
  ])
  return null
}

export function matches(event: KeyboardEvent, keys: string): boolean {
  // AltGr writes characters on many keyboards, and the browser reports it as Control and Alt.
  if (event.getModifierState('AltGraph')) return false
  const wanted = keys.split('+')
  const key = wanted.at(-1) ?? ''
  const mod = isMac() ? event.metaKey : event.ctrlKey
  const otherMod = isMac() ? event.ctrlKey : event.metaKey
  // Signs like ? need Shift on one keyboard and not on another: only letters and named keys tell the two apart.
  const shiftMatters = /^[a-z]/i.test(key)
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    mod === wanted.includes('Mod') &&
    otherMod === wanted.includes('Ctrl') &&
    event.altKey === wanted.includes('Alt') &&
    (!shiftMatters || event.shiftKey === wanted.includes('Shift'))
  )
}

function isSingleKey(keys: string): boolean {
  return [...keys].length === 1
}

function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** What lies under an open dialog must not move while it is asked something. */
function isModalOpen(): boolean {
  return document.querySelector('dialog[open]') !== null
}
