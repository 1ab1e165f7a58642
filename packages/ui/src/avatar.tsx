import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'
import styles from './avatar.module.css'

export type AvatarProps = {
  readonly name: string
  /** Shown as a word and as the ring's colour. */
  readonly group?: string | undefined
}

export function Avatar({ name, group }: AvatarProps) {
  return (
    <span
      role="img"
      aria-label={group ? `${name}, ${group}` : name}
      data-group={group}
      className={classNames(styles.avatar, group !== undefined && styles.labelled)}
    >
      <span aria-hidden="true">{initials(name)}</span>
      {group && (
        <span aria-hidden="true" className={styles.label}>
          {group}
        </span>
      )}
    </span>
  )
}

export type AvatarStackPerson = AvatarProps & {
  readonly id: string
  /** What the tooltip adds to the name: entity, role, where the person is. */
  readonly detail?: string | undefined
  readonly onSelect?: (() => void) | undefined
}

type AvatarStackProps = {
  readonly label: string
  readonly people: readonly AvatarStackPerson[]
  readonly most?: number | undefined
  /** What stands for those who are not shown, as a menu or "+3". */
  readonly rest?: ((hidden: readonly AvatarStackPerson[]) => ReactNode) | undefined
}

export function AvatarStack({ label, people, most = 5, rest }: AvatarStackProps) {
  const shown = people.slice(0, most)
  const hidden = people.slice(most)
  return (
    <ul className={styles.stack} aria-label={label}>
      {shown.map(person => (
        <li key={person.id}>
          <Tooltip text={[person.name, person.detail].filter(Boolean).join(' · ')}>
            {person.onSelect ? (
              <button type="button" className={styles.button} onClick={person.onSelect}>
                <Avatar name={person.name} group={person.group} />
              </button>
            ) : (
              <span>
                <Avatar name={person.name} group={person.group} />
              </span>
            )}
          </Tooltip>
        </li>
      ))}
      {hidden.length > 0 && <li className={styles.more}>{rest ? rest(hidden) : `+${hidden.length}`}</li>}
    </ul>
  )
}

/** The first letters of the first and the last word, of whatever script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words
  return chosen.map(word => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('')
}
