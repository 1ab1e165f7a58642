import { act } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { MenuButton, useContextMenu, type MenuEntry } from '../src/menu.tsx'
import { all, click, focus, get, press, render } from './render.tsx'

describe('MenuButton', () => {
  it('opens by the arrow, with the focus on the first item', () => {
    open()
    expect(document.activeElement).toBe(get('menuitem', 'Rename'))
    expect(get('button', 'More').getAttribute('aria-expanded')).toBe('true')
  })

  it('arrows walk the items and go round; Home and End lead to the ends', () => {
    open()
    press('ArrowUp')
    expect(document.activeElement).toBe(get('menuitem', 'Remove'))
    press('ArrowDown')
    expect(document.activeElement).toBe(get('menuitem', 'Rename'))
    press('End')
    expect(document.activeElement).toBe(get('menuitem', 'Remove'))
    press('Home')
    expect(document.activeElement).toBe(get('menuitem', 'Rename'))
  })

  it('letters lead to the item that begins with them', () => {
    open()
    for (const letter of 'rem') press(letter)
    expect(document.activeElement).toBe(get('menuitem', 'Remove'))
  })

  it('letters that fit another item better lead on to it', () => {
    open()
    for (const letter of 'ren') press(letter)
    expect(document.activeElement).toBe(get('menuitem', 'Rename'))
  })

  it('Escape closes it, gives the focus back, and goes no further', () => {
    const outside = vi.fn()
    document.addEventListener('keydown', outside)
    open()
    outside.mockClear()
    press('Escape')
    document.removeEventListener('keydown', outside)
    expect(all('menu')).toHaveLength(0)
    expect(document.activeElement).toBe(get('button', 'More'))
  })

  it('a choice closes it, gives the focus back, then does what was chosen', () => {
    const { chosen } = open()
    chosen.mockImplementation(() => expect(document.activeElement).toBe(get('button', 'More')))
    press('Enter')
    expect(chosen).toHaveBeenCalledWith('Rename')
    expect(all('menu')).toHaveLength(0)
  })

  it('a disabled item keeps its place for the keyboard and does nothing', () => {
    const { chosen } = open()
    press('m')
    press('Enter')
    expect(chosen).not.toHaveBeenCalled()
    expect(all('menu')).toHaveLength(1)
  })

  it('a press outside closes it', () => {
    open()
    click(document.body)
    expect(all('menu')).toHaveLength(0)
  })

  it('opens on the present choice where there is one', () => {
    const entries = ['en', 'fr'].map(label => ({ label, chosen: label === 'fr', onSelect: () => undefined }))
    render(<MenuButton label="Language" entries={entries} />)
    click(get('button', 'Language'))
    expect(document.activeElement).toBe(get('menuitemradio', 'fr'))
    expect(get('menuitemradio', 'fr').getAttribute('aria-checked')).toBe('true')
  })
})

describe('useContextMenu', () => {
  it('opens the same menu for the right button and for the menu key', () => {
    const chosen = vi.fn()
    render(<Row onChoose={chosen} />)
    for (const at of [{ button: 2, clientX: 30, clientY: 40 }, {}]) {
      focus(get('button', 'Row'))
      const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...at })
      act(() => void get('button', 'Row').dispatchEvent(event))
      expect(event.defaultPrevented).toBe(true)
      press('Enter')
      expect(document.activeElement).toBe(get('button', 'Row'))
    }
    expect(chosen).toHaveBeenCalledTimes(2)
  })
})

function Row({ onChoose }: { onChoose: () => void }) {
  const { props, menu } = useContextMenu('Row menu', () => [{ label: 'Open', onSelect: onChoose }])
  return (
    <>
      <button type="button" {...props}>
        Row
      </button>
      {menu}
    </>
  )
}

function open() {
  const chosen = vi.fn<(label: string) => void>()
  const item = (label: string, disabled = false): MenuEntry => ({ label, disabled, onSelect: () => chosen(label) })
  render(<MenuButton label="More" entries={[item('Rename'), item('Move', true), 'separator', item('Remove')]} />)
  focus(get('button', 'More'))
  press('ArrowDown')
  return { chosen }
}
