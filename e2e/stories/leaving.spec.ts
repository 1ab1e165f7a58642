import type { Page } from '@playwright/test'
import { goTo, expectSaved, saveChip, workspaceId } from '../support/screens.ts'
import { takePictures } from '../support/screenshots.ts'
import { expect, story } from '../support/story.ts'

story(
  'signing out clears the device where one wants it, and leaves nothing of the plan in the browser',
  async ({ people }) => {
    const hq = await people.owner({ name: 'Amara Diallo' })
    const page = await goTo(hq, await workspaceId(hq, /Velanga/), 'canvas')
    await expectSaved(page)
    expect(await rowsKept(page)).toBeGreaterThan(0)

    await openDialog(page, /Amara Diallo/, 'Sign out')
    const dialog = page.getByRole('dialog', { name: 'Sign out' })
    await expect(dialog.getByRole('button', { name: 'Stay signed in' })).toBeFocused()
    await expect(dialog.getByRole('checkbox', { name: /Clear this device/ })).toBeChecked()
    await expect(dialog.getByRole('alert')).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('You are signed out', { exact: true }).first()).toBeVisible()
    await expect(page.getByText('This device keeps nothing of your plans any more.').first()).toBeVisible()
    expect(await rowsKept(page)).toBe(0)
  },
)

story(
  'what is not yet saved is told before it would be lost, and the way back leads to where one was',
  async ({ people }) => {
    const hq = await people.owner({ name: 'Amara Diallo' })
    const page = await goTo(hq, await workspaceId(hq, /Velanga/), 'canvas')
    await expectSaved(page)
    // All that a person may open without a network has been fetched: the screens, the dialogs and their words.
    await page.waitForResponse(/\/assets\/leaving-/, { timeout: 30_000 })
    await hq.context.setOffline(true)
    const goal = page.getByRole('textbox', { name: 'Goal' }).first()
    await goal.fill('Written without a network')
    await expect(saveChip(page)).toHaveAttribute('data-save-state', 'offline', { timeout: 60_000 })

    await page.getByRole('button', { name: 'Add a phase' }).click()
    await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Add a phase' })).toBeFocused()

    await openDialog(page, /Amara Diallo/, 'Sign out')
    const dialog = page.getByRole('dialog', { name: 'Sign out' })
    await expect(dialog.getByRole('alert')).toContainText('not yet saved on the server')
    await expect(dialog.getByRole('checkbox', { name: /Clear this device/ })).not.toBeChecked()
    await takePictures(page, 'sign-out-unsaved')
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('button', { name: /Amara Diallo/ })).toBeFocused()
    await expect(goal).toHaveValue('Written without a network')
  },
)

for (const [locale, signOut] of [
  ['en', 'Sign out'],
  ['fr', 'Se déconnecter'],
  ['ar', 'تسجيل الخروج'],
] as const) {
  story(`the question before signing out, the canvas and the record panel, in ${locale}`, async ({ people }) => {
    const hq = await people.owner({ name: 'Amara Diallo', locale })
    const plan = await workspaceId(hq, /Velanga/)
    const page = await goTo(hq, plan, 'canvas', '?record=objective:o01')
    await expect(page.getByRole('complementary').first()).toBeVisible()
    await takePictures(page, `record-${locale}`)
    await goTo(hq, plan, 'canvas')
    await takePictures(page, `canvas-${locale}`)
    await openDialog(page, /Amara Diallo/, signOut)
    await expect(page.getByRole('dialog', { name: signOut }).getByRole('checkbox')).toBeVisible()
    await takePictures(page, `sign-out-${locale}`)
  })
}

async function openDialog(page: Page, person: RegExp, item: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: person }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** How many updates and checkpoints of plans this browser keeps. */
function rowsKept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let rows = 0
    for (const { name } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name!))
      for (const store of database.objectStoreNames) {
        rows += await answer(database.transaction(store).objectStore(store).count())
      }
      database.close()
    }
    return rows

    function answer<T>(request: IDBRequest<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    }
  })
}
