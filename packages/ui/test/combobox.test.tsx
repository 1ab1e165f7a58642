import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { Combobox, MultiCombobox } from '../src/combobox.tsx'
import { matchChoices } from '../src/match-choices.ts'
import { all, click, focus, get, press, render, type } from './render.tsx'

const choices = [
  { value: 'ocha', label: 'OCHA', detail: 'Humanitarian Affairs' },
  { value: 'undp', label: 'UNDP' },
  { value: 'unicef', label: 'UNICEF' },
]

describe('Combobox', () => {
  it('typing opens the list of what matches, and the list says how it belongs to the field', () => {
    renderOne()
    type('uni')
    const field = get('combobox')
    expect(field.getAttribute('aria-expanded')).toBe('true')
    expect(field.getAttribute('aria-controls')).toBe(get('listbox').id)
    expect(all('option').map(option => option.textContent)).toEqual(['UNICEF'])
  })

  it('arrows move aria-activedescendant while the focus stays in the field; Enter chooses', () => {
    const { changed } = renderOne()
    press('ArrowDown')
    press('ArrowDown')
    press('ArrowDown')
    const field = get('combobox') as HTMLInputElement
    expect(document.activeElement).toBe(field)
    expect(document.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent).toBe('UNDP')
    press('Enter')
    expect(changed).toHaveBeenLastCalledWith('undp')
    expect(field.value).toBe('UNDP')
    expect(all('listbox')).toHaveLength(0)
  })

  it('Enter takes the only match, and none of several', () => {
    const { changed } = renderOne()
    type('un')
    press('Enter')
    expect(changed).not.toHaveBeenCalled()
    type('undp')
    press('Enter')
    expect(changed).toHaveBeenLastCalledWith('undp')
  })

  it('Escape closes the list and takes back the search before it closes anything else', () => {
    renderOne('ocha')
    type('uni')
    expect(press('Escape')).toBe(false)
    expect((get('combobox') as HTMLInputElement).value).toBe('OCHA')
    expect(press('Escape')).toBe(true)
  })

  it('Enter in a closed field is left to the form', () => {
    renderOne()
    expect(press('Enter')).toBe(true)
  })

  it('leaving the field chooses nothing', () => {
    const { changed } = renderOne()
    type('undp')
    press('Tab')
    expect(changed).not.toHaveBeenCalled()
    expect(all('listbox')).toHaveLength(0)
  })

  it('the choice can be cleared', () => {
    const { changed } = renderOne('ocha')
    click(get('button', 'Clear'))
    expect(changed).toHaveBeenLastCalledWith(undefined)
  })

  it('offers to create what is not there yet, and only that', () => {
    const created = vi.fn()
    render(
      <Combobox
        choices={choices}
        value={undefined}
        onChange={() => undefined}
        onCreate={created}
        aria-label="Entity"
      />,
    )
    focus(get('combobox'))
    type('UNDP')
    expect(all('option').map(option => option.textContent)).toEqual(['UNDP'])
    type('WFP')
    press('ArrowDown')
    press('Enter')
    expect(created).toHaveBeenCalledWith('WFP')
  })
})

describe('MultiCombobox', () => {
  it('stays open for the next choice, and says which are chosen', () => {
    renderMany(['ocha'])
    press('ArrowDown')
    press('ArrowDown')
    press('Enter')
    expect(all('listbox')).toHaveLength(1)
    expect(get('listbox').getAttribute('aria-multiselectable')).toBe('true')
    expect(all('option').map(option => option.getAttribute('aria-selected'))).toEqual(['true', 'true', 'false'])
  })

  it('Backspace in an empty field takes the last one off, in a text a letter', () => {
    const { changed } = renderMany(['ocha', 'undp'])
    type('u')
    press('Backspace')
    expect(changed).not.toHaveBeenCalled()
    type('')
    press('Backspace')
    expect(changed).toHaveBeenLastCalledWith(['ocha'])
  })

  it('each chip can be removed by its own button', () => {
    const { changed } = renderMany(['ocha', 'undp'])
    click(get('button', 'Remove OCHA'))
    expect(changed).toHaveBeenLastCalledWith(['undp'])
  })
})

describe('matchChoices', () => {
  it('compares letters without accents, case and vowel signs', () => {
    const named = [
      { value: 'a', label: 'Évaluation' },
      { value: 'b', label: 'مُخطِّط' },
    ]
    expect(matchChoices(named, 'evalu').map(choice => choice.value)).toEqual(['a'])
    expect(matchChoices(named, 'مخطط').map(choice => choice.value)).toEqual(['b'])
  })

  it('what begins with the words comes first, and details are searched too', () => {
    const named = [
      { value: 'a', label: 'Joint office', detail: 'affairs' },
      { value: 'b', label: 'Affairs' },
    ]
    expect(matchChoices(named, 'affairs').map(choice => choice.value)).toEqual(['b', 'a'])
  })
})

function renderOne(first?: string) {
  const changed = vi.fn()
  function Held() {
    const [value, setValue] = useState(first)
    changed.mockImplementation(setValue)
    return <Combobox choices={choices} value={value} onChange={changed} aria-label="Entity" />
  }
  render(<Held />)
  focus(get('combobox'))
  return { changed }
}

function renderMany(first: readonly string[]) {
  const changed = vi.fn()
  function Held() {
    const [values, setValues] = useState(first)
    changed.mockImplementation(setValues)
    return <MultiCombobox choices={choices} values={values} onChange={changed} aria-label="Entities" />
  }
  render(<Held />)
  focus(get('combobox'))
  return { changed }
}
