import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { useFieldControl } from './field.tsx'
import { CheckIcon, ChevronDownIcon, CloseIcon } from './icons.tsx'
import { matchChoices, type Choice } from './match-choices.ts'
import { indexAfter } from './roving-focus.ts'
import { useFloating } from './use-floating.ts'
import { useWords } from './words.tsx'
import styles from './combobox.module.css'

const mostShown = 100

type SharedProps = {
  readonly choices: readonly Choice[]
  readonly placeholder?: string | undefined
  readonly disabled?: boolean | undefined
  /** Only outside of a Field, whose label it would otherwise take. */
  readonly 'aria-label'?: string | undefined
  readonly autoFocus?: boolean | undefined
  /** Given: what was typed may become a new choice. */
  readonly onCreate?: ((label: string) => void) | undefined
}

export type ComboboxProps = SharedProps & {
  readonly value: string | undefined
  /** `undefined` when the choice was cleared. */
  readonly onChange: (value: string | undefined) => void
  readonly clearable?: boolean | undefined
}

/** One of many, found by typing. */
export function Combobox({ value, onChange, clearable = true, ...shared }: ComboboxProps) {
  const words = useWords()
  const chosen = shared.choices.find(choice => choice.value === value)
  return (
    <SearchField
      {...shared}
      isChosen={choice => choice.value === value}
      restingText={chosen?.label ?? ''}
      onChoose={choice => onChange(choice.value)}
      after={
        clearable && value !== undefined && !shared.disabled ? (
          <button type="button" className={styles.inner} aria-label={words.clear} onClick={() => onChange(undefined)}>
            <CloseIcon />
          </button>
        ) : undefined
      }
    />
  )
}

export type MultiComboboxProps = SharedProps & {
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
}

/** Some of many, each shown as a chip; Backspace in an empty field takes the last one off. */
export function MultiCombobox({ values, onChange, ...shared }: MultiComboboxProps) {
  const words = useWords()
  const labels = useMemo(() => new Map(shared.choices.map(choice => [choice.value, choice.label])), [shared.choices])

  function toggle(value: string) {
    onChange(values.includes(value) ? values.filter(other => other !== value) : [...values, value])
  }

  return (
    <SearchField
      {...shared}
      multiple
      placeholder={values.length === 0 ? shared.placeholder : undefined}
      isChosen={choice => values.includes(choice.value)}
      restingText=""
      onChoose={choice => toggle(choice.value)}
      onEmptyBackspace={() => values.length > 0 && onChange(values.slice(0, -1))}
      before={values.map(value => {
        const label = labels.get(value) ?? value
        return (
          <span key={value} className={styles.chip} dir="auto">
            <span className={styles.chipText}>{label}</span>
            {!shared.disabled && (
              <button
                type="button"
                className={styles.inner}
                aria-label={words.remove(label)}
                onClick={() => toggle(value)}
              >
                <CloseIcon />
              </button>
            )}
          </span>
        )
      })}
    />
  )
}

type SearchFieldProps = SharedProps & {
  readonly multiple?: boolean
  readonly isChosen: (choice: Choice) => boolean
  /** What the field shows while nobody searches. */
  readonly restingText: string
  readonly onChoose: (choice: Choice) => void
  readonly onEmptyBackspace?: () => void
  readonly before?: ReactNode
  readonly after?: ReactNode
}

/** The combobox pattern of ARIA 1.2: focus stays in the text field, `aria-activedescendant` walks the list. */
function SearchField(props: SearchFieldProps) {
  const { choices, multiple = false, onCreate } = props
  const words = useWords()
  const field = useFieldControl({})
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState<string | undefined>(undefined)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)

  const matches = useMemo(() => (open ? matchChoices(choices, query ?? '') : []), [choices, open, query])
  const shown = matches.slice(0, mostShown)
  const newLabel = query?.trim() ?? ''
  const offersNew = onCreate !== undefined && newLabel !== '' && !choices.some(choice => choice.label === newLabel)
  const count = shown.length + (offersNew ? 1 : 0)
  const activeId = open && active >= 0 && active < count ? `${id}-${active}` : undefined

  function openList(at = -1) {
    if (props.disabled) return
    setOpen(true)
    setActive(at)
  }
  function close() {
    setOpen(false)
    setActive(-1)
    setQuery(undefined)
  }
  function choose(index: number) {
    const choice = shown[index]
    if (choice) props.onChoose(choice)
    else if (offersNew && index === shown.length) onCreate(newLabel)
    else return
    if (multiple) {
      setQuery(undefined)
      setActive(-1)
    } else close()
    input.current?.focus()
  }
  function handleKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault()
        if (!open) return openList(event.altKey ? -1 : choices.findIndex(props.isChosen))
        if (event.altKey && event.key === 'ArrowUp') return close()
        return setActive(indexAfter(event.key === 'ArrowDown' ? 'next' : 'previous', active, count))
      }
      case 'Enter':
        if (!open) return
        event.preventDefault()
        // One match left is what was meant; among several, Enter alone chooses nothing by accident.
        return choose(active >= 0 ? active : query && count === 1 ? 0 : -1)
      case 'Escape':
        if (!open && query === undefined) return
        event.preventDefault()
        event.stopPropagation()
        return close()
      case 'Tab':
        return close()
      case 'Backspace':
        if (event.currentTarget.value === '') props.onEmptyBackspace?.()
    }
  }

  return (
    <div
      ref={frame}
      className={styles.frame}
      data-disabled={props.disabled ? '' : undefined}
      onPointerDown={event => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        input.current?.focus()
      }}
    >
      {props.before}
      <input
        ref={input}
        {...field}
        type="text"
        role="combobox"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        autoFocus={props.autoFocus}
        aria-label={props['aria-label']}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? `${id}-list` : undefined}
        aria-activedescendant={activeId}
        className={styles.input}
        placeholder={props.placeholder}
        disabled={props.disabled}
        value={query ?? props.restingText}
        onChange={event => {
          setQuery(event.currentTarget.value)
          openList()
        }}
        onClick={() => (open ? close() : openList(choices.findIndex(props.isChosen)))}
        onFocus={event => event.currentTarget.select()}
        onBlur={event => {
          if (!frame.current?.contains(event.relatedTarget)) close()
        }}
        onKeyDown={handleKeyDown}
      />
      {props.after}
      <button
        type="button"
        tabIndex={-1}
        aria-hidden="true"
        className={styles.inner}
        disabled={props.disabled}
        onPointerDown={event => event.preventDefault()}
        onClick={() => {
          input.current?.focus()
          if (open) close()
          else openList(choices.findIndex(props.isChosen))
        }}
      >
        <ChevronDownIcon />
      </button>
      {open && (
        <ChoiceList id={`${id}-list`} frame={frame} activeId={activeId} multiple={multiple} onDismiss={close}>
          {shown.map((choice, index) => (
            <li
              key={choice.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={props.isChosen(choice)}
              data-active={index === active ? '' : undefined}
              className={styles.option}
              onPointerMove={() => setActive(index)}
              onClick={() => choose(index)}
            >
              <span className={styles.optionText} dir="auto">
                {choice.label}
                {choice.detail && <span className={styles.detail}>{choice.detail}</span>}
              </span>
              {props.isChosen(choice) && <CheckIcon />}
            </li>
          ))}
          {offersNew && (
            <li
              id={`${id}-${shown.length}`}
              role="option"
              aria-selected={false}
              data-active={active === shown.length ? '' : undefined}
              className={styles.option}
              onPointerMove={() => setActive(shown.length)}
              onClick={() => choose(shown.length)}
            >
              {words.create(newLabel)}
            </li>
          )}
          {count === 0 && (
            <li role="presentation" className={styles.note}>
              {words.noMatches}
            </li>
          )}
          {matches.length > mostShown && (
            <li role="presentation" className={styles.note}>
              {words.more(matches.length - mostShown)}
            </li>
          )}
        </ChoiceList>
      )}
    </div>
  )
}

type ChoiceListProps = {
  readonly id: string
  readonly frame: RefObject<HTMLElement | null>
  readonly activeId: string | undefined
  readonly multiple: boolean
  readonly onDismiss: () => void
  readonly children: ReactNode
}

function ChoiceList({ id, frame, activeId, multiple, onDismiss, children }: ChoiceListProps) {
  const list = useRef<HTMLUListElement>(null)
  useFloating(list, () => frame.current, 'below-start', onDismiss)

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  return (
    <ul
      ref={list}
      id={id}
      role="listbox"
      aria-multiselectable={multiple || undefined}
      popover="manual"
      className={styles.list}
      style={{ minInlineSize: frame.current?.offsetWidth }}
      // The field keeps the focus while the list is pressed.
      onPointerDown={event => event.preventDefault()}
      onMouseDown={event => event.preventDefault()}
    >
      {children}
    </ul>
  )
}
