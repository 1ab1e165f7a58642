import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Link, navigate, Redirect, usePath, useSearch } from '../../src/shell/location.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let root: Root
beforeEach(() => {
  document.body.innerHTML = '<div id="app"></div>'
  root = createRoot(document.getElementById('app')!)
  history.replaceState(null, '', '/')
})
afterEach(() => act(() => root.unmount()))

describe('the place of the page', () => {
  it('is drawn anew when something goes elsewhere, and when the browser goes back', async () => {
    act(() => root.render(<Here />))
    act(() => navigate('/w/velanga?record=objective:o%3A1'))
    expect(shown()).toBe('/w/velanga record=objective:o%3A1')
    history.back()
    await expect.poll(() => location.pathname).toBe('/')
    expect(shown()).toBe('/ ')
  })

  it('a plain press on a link stays on this page; every other one is the browser’s', () => {
    act(() =>
      root.render(
        <>
          <Here />
          <Link href="/w/velanga">Velanga</Link>
        </>,
      ),
    )
    for (const key of ['ctrlKey', 'metaKey', 'shiftKey', 'altKey']) expect(press({ [key]: true })).toBe(true)
    expect(shown()).toBe('/ ')
    expect(press({})).toBe(false)
    expect(shown()).toBe('/w/velanga ')
  })

  it('a place that stands for another leaves no step in the history', () => {
    const steps = history.length
    act(() => root.render(<Redirect to="/w/velanga/canvas" />))
    expect([location.pathname, history.length]).toEqual(['/w/velanga/canvas', steps])
  })
})

function Here() {
  return <output>{`${usePath()} ${useSearch()}`}</output>
}

function shown() {
  return document.querySelector('output')?.textContent
}

/** Whether the browser would follow the link by itself. */
function press(keys: MouseEventInit): boolean {
  const click = new MouseEvent('click', { bubbles: true, cancelable: true, ...keys })
  let left = true
  act(() => void (left = document.querySelector('a')!.dispatchEvent(click)))
  return left
}
