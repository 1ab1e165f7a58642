import { act } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { Button } from '../src/button.tsx'
import { Field } from '../src/field.tsx'
import { TextArea } from '../src/text-area.tsx'
import { TextInput } from '../src/text-input.tsx'
import { useDraftText } from '../src/use-draft-text.ts'
import { click, focus, get, press, render, type } from './render.tsx'

describe('Field', () => {
  it('names and describes its control, and says when it is wrong', () => {
    const { place } = render(
      <Field label="Title" hint="A few words" error="Too long">
        <TextInput />
      </Field>,
    )
    const input = place.querySelector('input')!
    expect(place.querySelector('label')?.htmlFor).toBe(input.id)
    expect(input.getAttribute('aria-invalid')).toBe('true')
    const described = input.getAttribute('aria-describedby')!.split(' ')
    expect(described.map(id => document.getElementById(id)?.textContent)).toEqual(['Too long', 'A few words'])
  })
})

describe('Button', () => {
  it('takes no second press while what it began is under way, and keeps the focus', () => {
    const pressed = vi.fn()
    const { again } = render(<Button onClick={pressed}>Save</Button>)
    focus(get('button'))
    again(
      <Button busy onClick={pressed}>
        Save
      </Button>,
    )
    click(get('button'))
    expect(pressed).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(get('button'))
  })
})

describe('useDraftText', () => {
  it('commits once when the field is left', () => {
    const { committed, leave } = renderDraft('first')
    type('second')
    expect(committed).not.toHaveBeenCalled()
    leave()
    expect(committed.mock.calls).toEqual([['second']])
  })

  it('Enter commits, and leaving afterwards does not commit again', () => {
    const { committed, leave } = renderDraft('first')
    type('second')
    press('Enter')
    leave()
    expect(committed.mock.calls).toEqual([['second']])
  })

  it('Escape takes back what was typed, and only the next one goes on', () => {
    const { committed, leave } = renderDraft('first')
    type('second')
    expect(press('Escape')).toBe(false)
    expect((get('textbox') as HTMLInputElement).value).toBe('first')
    expect(press('Escape')).toBe(true)
    leave()
    expect(committed).not.toHaveBeenCalled()
  })

  it('shows what others change while nothing is typed, and never commits what was only looked at', () => {
    const { committed, change, leave } = renderDraft('first')
    change('theirs')
    expect((get('textbox') as HTMLInputElement).value).toBe('theirs')
    leave()
    expect(committed).not.toHaveBeenCalled()
  })

  it('in several lines Enter begins a new one, and Mod+Enter commits', () => {
    const { committed } = renderDraft('first', { several: true })
    type('second')
    expect(press('Enter')).toBe(true)
    expect(committed).not.toHaveBeenCalled()
    press('Enter', { ctrlKey: true })
    expect(committed.mock.calls).toEqual([['second']])
  })
})

function renderDraft(first: string, { several = false } = {}) {
  const committed = vi.fn()
  const draw = (value: string) =>
    several ? <DraftArea value={value} onCommit={committed} /> : <DraftInput value={value} onCommit={committed} />
  const { again } = render(draw(first))
  focus(get('textbox'))
  return {
    committed,
    change: (value: string) => again(draw(value)),
    leave: () => act(() => (document.activeElement as HTMLElement).blur()),
  }
}

type DraftProps = { value: string; onCommit: (text: string) => void }

function DraftInput({ value, onCommit }: DraftProps) {
  return <TextInput {...useDraftText(value, onCommit)} />
}

function DraftArea({ value, onCommit }: DraftProps) {
  return <TextArea {...useDraftText<HTMLTextAreaElement>(value, onCommit)} />
}
