import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { Tabs } from '../src/tabs.tsx'
import { Toolbar } from '../src/toolbar.tsx'
import { all, focus, get, press, render } from './render.tsx'

describe('Tabs', () => {
  it('the arrow that points onwards selects the next tab, in both directions of text', () => {
    for (const [direction, onwards] of [
      ['ltr', 'ArrowRight'],
      ['rtl', 'ArrowLeft'],
    ] as const) {
      const { place } = render(<ThreeTabs />, { direction })
      focus(get('tab', 'One'))
      press(onwards)
      expect(document.activeElement?.textContent).toBe('Two')
      expect(get('tab', 'Two').getAttribute('aria-selected')).toBe('true')
      expect(get('tabpanel').textContent).toBe('two')
      place.remove()
    }
  })

  it('only the selected tab is a stop of the Tab key', () => {
    render(<ThreeTabs />)
    focus(get('tab', 'One'))
    press('End')
    expect(all('tab').map(tab => tab.tabIndex)).toEqual([-1, -1, 0])
  })
})

describe('Toolbar', () => {
  it('is one stop, and arrows walk inside it', () => {
    renderBar()
    expect(all('button').map(button => button.tabIndex)).toEqual([0, -1, -1])
    focus(get('button', 'Undo'))
    press('ArrowRight')
    expect(document.activeElement).toBe(get('button', 'Bold'))
    expect(all('button').map(button => button.tabIndex)).toEqual([-1, -1, 0])
  })

  it('arrows are mirrored where the text runs from right to left', () => {
    renderBar('rtl')
    focus(get('button', 'Undo'))
    press('ArrowLeft')
    expect(document.activeElement).toBe(get('button', 'Bold'))
  })

  it('a field inside it keeps its arrows', () => {
    render(
      <Toolbar label="Tools">
        <input type="text" />
        <button type="button">Find</button>
      </Toolbar>,
    )
    focus(get('textbox'))
    expect(press('ArrowRight')).toBe(true)
    expect(document.activeElement).toBe(get('textbox'))
  })
})

function renderBar(direction: 'ltr' | 'rtl' = 'ltr') {
  render(
    <Toolbar label="Tools">
      <button type="button">Undo</button>
      <button type="button" disabled>
        Redo
      </button>
      <button type="button">Bold</button>
    </Toolbar>,
    { direction },
  )
}

function ThreeTabs() {
  const [selected, setSelected] = useState('one')
  const tabs = ['one', 'two', 'three'].map(id => ({ id, label: id[0]!.toUpperCase() + id.slice(1) }))
  return (
    <Tabs label="Numbers" tabs={tabs} selected={selected} onSelect={setSelected}>
      {selected}
    </Tabs>
  )
}
