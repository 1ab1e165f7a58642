import { findRecord, type Kind } from '@barycentre/plan'
import { declareNone, writeProse } from '@barycentre/commands'
import { LiveRegion, WordsProvider } from '@barycentre/ui'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { words, workspace } from './fake-workspace.tsx'

vi.mock('../../src/workspace/index.ts', async () => (await import('./fake-workspace.tsx')).workspaceHooks)
vi.mock('../../src/shell/language.tsx', async () => (await import('./fake-workspace.tsx')).languageHooks)

const { RecordPanel } = await import('../../src/features/record/record-panel.tsx')

let root: Root
let made = 0

beforeAll(() => {
  // jsdom draws nothing: it has neither the top layer nor the choice of fonts.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false
  }
  HTMLElement.prototype.showPopover ??= () => {}
  HTMLElement.prototype.hidePopover ??= () => {}
})

beforeEach(() => {
  workspace.mayWrite = true
  const place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
})

afterEach(() => {
  act(() => root.unmount())
  document.body.replaceChildren()
})

describe('the record panel', () => {
  it('keeps a number that is none in its field, says so, and leaves the plan as it was', () => {
    const id = open('benchmark', { frequencyDays: 30 })
    const input = control<HTMLInputElement>('frequencyDays')
    type(input, 'often')
    leave(input)
    expect(control<HTMLInputElement>('frequencyDays').value).toBe('often')
    expect(row('frequencyDays').querySelector('[role=alert]')?.textContent).toContain('not a number')
    expect(read('benchmark', id)).toMatchObject({ frequencyDays: 30 })
  })

  it('refuses a number outside of what the field takes, with the limit', () => {
    const id = open('risk', {})
    const input = control<HTMLInputElement>('likelihood')
    type(input, '9')
    leave(input)
    expect(row('likelihood').querySelector('[role=alert]')?.textContent).toContain('5')
    expect(read('risk', id)).not.toHaveProperty('likelihood')
  })

  it('commits a line once, when it is left, and takes it away when it is emptied', () => {
    const id = open('objective', { title: 'Roads' })
    const input = control<HTMLInputElement>('title')
    type(input, 'Safe roads')
    expect(read('objective', id)).toMatchObject({ title: 'Roads' })
    leave(input)
    expect(read('objective', id)).toMatchObject({ title: 'Safe roads' })
    type(input, '')
    leave(input)
    expect(read('objective', id)).not.toHaveProperty('title')
  })

  it('keeps yes, no and not recorded apart', () => {
    const id = open('objective', {})
    const select = control<HTMLSelectElement>('humanitarian')
    expect(select.value).toBe('')
    expect([...select.options].map(option => option.text)).toEqual(['not recorded', 'Yes', 'No'])
    choose(select, 'no')
    expect(read('objective', id)).toMatchObject({ humanitarian: false })
    choose(select, '')
    expect(read('objective', id)).not.toHaveProperty('humanitarian')
  })

  it('shows a field declared none with its reason, and no control that looks empty', () => {
    const id = open('objective', {})
    act(
      () =>
        void workspace.run(declareNone, {
          kind: 'objective',
          id,
          field: 'followOnId',
          reason: 'It ends with the vote',
        }),
    )
    expect(row('followOnId').textContent).toContain('It ends with the vote')
    expect(row('followOnId').querySelector('input')).toBeNull()
  })

  it('reaches fields inside groups by their path', () => {
    const id = open('benchmark', {})
    const input = control<HTMLInputElement>('target.value')
    type(input, '3,500')
    leave(input)
    expect(read('benchmark', id)).toMatchObject({ target: { value: 3500 } })
  })

  it('leads to the records that it points at and that point at it', () => {
    workspace.create('entity', 'e1', { acronym: 'UNDP' })
    const id = open('objective', { leadEntityId: 'e1' })
    act(() => workspace.create('benchmark', 'b-linked', { title: 'Wells dug', objectiveIds: [id] }))
    const links = [...document.querySelectorAll('section a')].map(link => [link.textContent, link.getAttribute('href')])
    expect(links).toEqual([
      ['UNDP', '/w/w1/canvas?record=entity:e1'],
      ['Wells dug', '/w/w1/canvas?record=benchmark:b-linked'],
    ])
  })

  it('says that a reference leads nowhere', () => {
    open('objective', { leadEntityId: 'gone' })
    expect(document.body.textContent).toContain('no longer in the plan (gone)')
  })

  it('gives a reader nothing to change', () => {
    workspace.mayWrite = false
    // Made as another person makes it, since this one may not.
    workspace.fromAnother(run => run(createObjective, { title: 'Read me' }))
    const record = [...workspace.planDoc.plan().objective.values()].find(each => each.title === 'Read me')!
    show('objective', record.id)
    const open = [...document.querySelectorAll<HTMLInputElement>('[data-field] :is(input, select, textarea)')].filter(
      each => !each.disabled && !each.readOnly,
    )
    expect(open.map(each => each.outerHTML)).toEqual([])
    expect(document.querySelector('[data-field] button:not(:disabled)')).toBeNull()
  })

  it('says when the address names what is not in the plan', () => {
    show('objective', 'never')
    expect(document.body.textContent).toContain('Not in the plan')
  })
})

describe('a prose field', () => {
  it('keeps the caret among its letters while others write before it', () => {
    const id = open('objective', { needStatement: 'people need water' })
    const area = control<HTMLTextAreaElement>('needStatement')
    area.focus()
    area.setSelectionRange(11, 11)
    fromAnother(id, 'Thousands of people need water')
    expect(area.value).toBe('Thousands of people need water')
    expect(area.selectionStart).toBe('Thousands of people need'.length)
  })

  it('writes nothing while an input method composes, and loses nothing that others wrote meanwhile', () => {
    const id = open('objective', { needStatement: 'needs: ' })
    const area = control<HTMLTextAreaElement>('needStatement')
    area.focus()
    act(() => void area.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true })))
    type(area, 'needs: みず')
    fromAnother(id, 'Urgent needs: ')
    expect(read('objective', id)).toMatchObject({ needStatement: 'Urgent needs: ' })
    expect(area.value).toBe('needs: みず')
    act(() => void area.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })))
    expect(read('objective', id)).toMatchObject({ needStatement: 'Urgent needs: みず' })
    expect(area.value).toBe('Urgent needs: みず')
  })

  it('keeps what was typed, with the reason, where it may not be written', () => {
    const id = open('objective', { needStatement: 'water' })
    const area = control<HTMLTextAreaElement>('needStatement')
    workspace.mayWrite = false
    type(area, 'water and food')
    expect(area.value).toBe('water and food')
    expect(row('needStatement').querySelector('[role=alert]')).not.toBeNull()
    workspace.mayWrite = true
    fromAnother(id, 'clean water')
    expect(area.value).toBe('clean water and food')
    expect(read('objective', id)).toMatchObject({ needStatement: 'clean water' })
  })
})

const { createObjective } = await import('@barycentre/commands')

function open(kind: Kind, fields: Record<string, unknown>): string {
  const id = `r${++made}`
  workspace.create(kind, id, fields)
  show(kind, id)
  return id
}

function show(kind: Kind, id: string): void {
  history.replaceState(null, '', `/w/w1/canvas?record=${kind}:${id}`)
  act(() =>
    root.render(
      <WordsProvider value={words}>
        <LiveRegion />
        <RecordPanel record={{ kind, id }} onClose={() => {}} />
      </WordsProvider>,
    ),
  )
}

function read(kind: Kind, id: string) {
  return findRecord(workspace.planDoc.plan(), { kind, id })
}

function fromAnother(id: string, text: string): void {
  act(() => workspace.fromAnother(run => run(writeProse, { kind: 'objective', id, field: 'needStatement', text })))
}

function row(path: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-field="${path}"]`)
  if (!found) throw new Error(`the panel shows no field ${path}`)
  return found
}

function control<Control extends HTMLElement>(path: string): Control {
  const found = row(path).querySelector<Control>('input, select, textarea')
  if (!found) throw new Error(`the field ${path} has no control`)
  return found
}

function type(element: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  act(() => {
    element.focus()
    // React listens to the property itself, and would take its own assignment for no change.
    const prototype =
      element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
    Object.getOwnPropertyDescriptor(prototype, 'value')!.set!.call(element, text)
    element.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
}

function leave(element: HTMLElement): void {
  act(() => element.blur())
}

function choose(select: HTMLSelectElement, value: string): void {
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')!.set!.call(select, value)
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
}
