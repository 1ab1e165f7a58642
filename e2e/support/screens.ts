import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from './people.ts'

export type Screen = 'vision' | 'canvas' | 'benchmarks' | 'cabinet' | 'coherence' | 'people'

/** Goes to a screen of a workspace and waits until it is drawn: what is looked at is the screen, not its waiting. */
export async function goTo(person: Person, workspaceId: string, screen: Screen, query = ''): Promise<Page> {
  const { page } = person
  await page.goto(new URL(`/w/${workspaceId}/${screen}${query}`, page.url()).href)
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
  return page
}

/** The id of a workspace that a person is in, by its name. */
export async function workspaceId(person: Person, name: RegExp): Promise<string> {
  const { workspaces } = (await (
    await person.context.request.get(new URL('/api/me', person.page.url()).href)
  ).json()) as {
    workspaces: { id: string; name: string }[]
  }
  const found = workspaces.find(workspace => name.test(workspace.name))
  if (found === undefined) throw new Error(`${person.name} is in no workspace called ${name}`)
  return found.id
}

/** The chip that says where my work is. */
export function saveChip(page: Page): Locator {
  return page.locator('[data-save-state]')
}

export async function expectSaved(page: Page): Promise<void> {
  await expect(saveChip(page)).toHaveAttribute('data-save-state', 'saved')
}

/** The text of the vision, where one writes. */
export function visionText(page: Page): Locator {
  return page.locator('.ProseMirror')
}

/** What the text of the vision says, without the flags of the others' carets. */
export function readVision(page: Page): Promise<string> {
  return visionText(page).evaluate(editor => {
    const copy = editor.cloneNode(true) as HTMLElement
    for (const caret of copy.querySelectorAll('[data-writer]')) caret.remove()
    // ProseMirror sets word joiners around what stands between letters without being text.
    return (copy.textContent ?? '').replaceAll('\u2060', '')
  })
}

/**
 * Sets the caret at an edge of the vision, in its first or last block. A browser tells of a moved caret by an event of
 * its own, after the key: who presses the next key without it writes where the caret was before.
 */
export async function placeCaret(page: Page, edge: 'start' | 'end'): Promise<void> {
  const text = visionText(page)
  await expect(async () => {
    await text.click()
    await page.keyboard.press(edge === 'start' ? 'ControlOrMeta+Home' : 'ControlOrMeta+End')
    const isThere = await text.evaluate(async (editor, atStart) => {
      // The event comes no later than with the next frame.
      for (let i = 0; i < 2; i++) await new Promise(resolve => requestAnimationFrame(resolve))
      const block = atStart ? editor.firstElementChild : editor.lastElementChild
      return document.activeElement === editor && block?.contains(getSelection()?.focusNode ?? null) === true
    }, edge === 'start')
    expect(isThere).toBe(true)
  }).toPass()
}

/** A card of the canvas by its objective, in the column of a phase. */
export function card(page: Page, objective: string, phase?: string): Locator {
  const column = phase === undefined ? '' : `[data-column-key="${phase}"]`
  return page.locator(`[data-stop="card"][data-objective="${objective}"]${column}`)
}

/** A cell of the table of benchmarks. */
export function cell(page: Page, benchmark: string, field: string): Locator {
  return page.locator(`[data-id="${benchmark}"][data-field="${field}"]`)
}

/** Overwrites a cell of the table as one does in a spreadsheet. */
export async function overwrite(page: Page, benchmark: string, field: string, text: string): Promise<void> {
  await cell(page, benchmark, field).click()
  await page.keyboard.press('F2')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** Opens what the chip has to say in full. */
export async function openSaveStatus(page: Page): Promise<Locator> {
  await saveChip(page).click()
  const details = saveDetails(page)
  await expect(details).toBeVisible()
  return details
}

export function saveDetails(page: Page): Locator {
  return page.locator('[role=dialog]').filter({ has: page.locator('[data-document]') })
}

/** What it says of one document, such as `plan` or `text/vision`. */
export function documentStatus(details: Locator, name: string): Locator {
  return details.locator(`[data-document="${name}"]`)
}
