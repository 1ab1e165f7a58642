import styles from './kbd.module.css'

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃', Enter: '↩' }

/** A shortcut as the person's keyboard shows it. `Mod` is Command on a Mac and Control elsewhere. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys} dir="ltr">
      {keysOf(keys).map(key => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

function keysOf(keys: string): string[] {
  return keys.split('+').map(key => (isMac() ? (macSigns[key] ?? key) : key === 'Mod' ? 'Ctrl' : key))
}
