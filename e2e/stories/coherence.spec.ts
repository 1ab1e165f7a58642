import type { Locator, Page } from '@playwright/test'
import { seriousViolations } from '../support/axe.ts'
import { expectSaved, goTo } from '../support/screens.ts'
import { expect, story } from '../support/story.ts'

// The demo's plan, whose faults a planner would recognise: the numbers are those of the domain model's reference result.

/** One check's line on the tab that is shown. */
function line(page: Page, check: string): Locator {
  return page.locator(`details[data-check="${check}"]`)
}

/** One finding, wherever it is shown. */
function finding(page: Page, key: string): Locator {
  return page.locator(`[data-finding="${key}"]`)
}

function panel(page: Page, record: string): Locator {
  return page.locator(`[data-about="${record}"]`)
}

/** All lines of a tab, also those beyond the first seven. */
async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click()
  const more = page.getByRole('button', { name: /^Show (one|\d+) more$/ })
  if (await more.isVisible()) await more.click()
}

async function keysFound(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const name of [/^Contradictions/, /^Gaps/, /^Time/, /^Set aside/]) {
    await openTab(page, name)
    found.push(
      ...(await page
        .getByRole('main')
        .locator('[data-finding]')
        .evaluateAll(rows => rows.map(row => (row as HTMLElement).dataset['finding'] ?? ''))),
    )
  }
  return found
}

story('the demo path: agreed, paid for and opened, and each comes back on undo', async ({ people }) => {
  const owner = await people.owner({ name: 'Olivia', entity: 'DPO' })
  const id = await people.createWorkspace(owner, 'Velanga')
  const jean = await people.invite(owner, id, { name: 'Jean', group: 'OCHA' })
  const page = await goTo(jean, id, 'coherence')
  const watcher = await goTo(owner, id, 'coherence')
  await openTab(watcher, /^Gaps/)
  await expect(line(watcher, 'COG-02')).toBeVisible()

  // OCHA's reservation is met: it agrees.
  await openTab(page, /^Gaps/)
  await line(page, 'COG-02').locator('summary').click()
  await finding(page, 'COG-02 centreOfGravity/cog1').getByRole('button', { name: /^Show/ }).click()
  const centre = panel(page, 'centreOfGravity:cog1')
  await expect(centre.locator('[data-position="reserve"]')).toContainText('access to aid')
  await centre.getByRole('button', { name: 'Position of OCHA' }).click()
  await page.getByRole('menuitemradio', { name: 'Agrees', exact: true }).click()
  await expect(line(page, 'COG-02')).toHaveCount(0)
  await expect(line(watcher, 'COG-02')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(line(page, 'COG-02')).toBeVisible()
  await expect(line(watcher, 'COG-02')).toBeVisible()
  await expect(centre.locator('[data-position="reserve"]')).toBeVisible()

  // Reintegration is paid for.
  await goTo(jean, id, 'coherence', '?record=fundingLine:fl06')
  await expect(line(page, 'PHA-02')).toBeVisible()
  const received = panel(page, 'fundingLine:fl06').locator('[data-field="received"] input')
  await received.fill('30')
  await received.press('Enter')
  await expect(line(page, 'PHA-02')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(line(page, 'PHA-02')).toBeVisible()

  // The analysis cell is opened to the Country Team: offered, looked at, and done by a person.
  await openTab(page, /^Contradictions/)
  await line(page, 'STR-06').locator('summary').click()
  await finding(page, 'STR-06 post/p-jmac').getByRole('button', { name: 'Open it to the UN country team' }).click()
  const preview = page.getByRole('dialog')
  await expect(preview).toContainText('The finding would be settled')
  await preview.getByRole('button', { name: 'Do it' }).click()
  await expect(line(page, 'STR-06')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(line(page, 'STR-06')).toBeVisible()
  await expectSaved(page)

  expect(await keysFound(page)).toEqual(await keysFound(watcher))
  expect(await keysFound(page)).toHaveLength(40)
})

story('what is waived, parked or given to somebody says so to everybody, and can be taken back', async ({ people }) => {
  const owner = await people.owner({ name: 'Olivia', entity: 'DPO' })
  const id = await people.createWorkspace(owner, 'Velanga')
  const amal = await people.invite(owner, id, { name: 'Amal', group: 'UNCT' })
  const page = await goTo(owner, id, 'coherence')
  const other = await goTo(amal, id, 'coherence')
  const key = 'STR-06 post/p-jmac'

  await openTab(page, /^Contradictions/)
  await line(page, 'STR-06').locator('summary').click()
  await finding(page, key).getByRole('button', { name: 'Give, park or waive' }).click()
  await page.getByRole('menuitemradio', { name: 'UNCT' }).click()
  await expect(finding(page, key)).toContainText('With UNCT')

  await finding(page, key).getByRole('button', { name: 'Give, park or waive' }).click()
  await page.getByRole('menuitem', { name: 'Waive with a reason…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Waive' }).click()
  await expect(dialog).toContainText('Say why')
  await dialog.getByLabel('Reason').fill('The cell moves next month')
  await dialog.getByLabel('Until').fill('2020-01-01')
  await dialog.getByRole('button', { name: 'Waive' }).click()
  await expect(dialog).toContainText('Choose a day from today on')
  const year = new Date().getUTCFullYear() + 1
  await dialog.getByLabel('Until').fill(`${year}-06-01`)
  await dialog.getByRole('button', { name: 'Waive' }).click()
  await expect(line(page, 'STR-06')).toHaveCount(0)

  await openTab(other, /^Set aside/)
  await line(other, 'STR-06').locator('summary').click()
  await expect(finding(other, key)).toContainText('The cell moves next month')
  await expect(finding(other, key)).toContainText('With UNCT')
  await finding(other, key).getByRole('button', { name: 'Give, park or waive' }).click()
  await other.getByRole('menuitem', { name: 'Withdraw the waiver' }).click()
  await expect(line(page, 'STR-06')).toBeVisible()
})

story('marks lead to the record; its chain says where it breaks, and what falls if it goes', async ({ people }) => {
  const owner = await people.owner({ name: 'Olivia', entity: 'DPO' })
  const id = await people.createWorkspace(owner, 'Velanga')
  const page = await goTo(owner, id, 'canvas')
  await expect(page.getByRole('link', { name: /^Coherence/ })).toContainText('40')
  const card = page.locator('[data-stop="card"][data-objective="o04"]').first()
  await card.locator('[data-findings]').click()
  const about = panel(page, 'objective:o04')
  await expect(about.getByRole('heading', { name: 'Worth a look' })).toBeVisible()
  await expect(about.getByRole('heading', { name: 'What it hangs on' })).toBeVisible()
  await expect(about.locator('[data-broken]').first()).toContainText('nothing yet')
  await about.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('What falls if it goes')
  await expect(page.getByRole('dialog').locator('[data-emptied]').first()).toBeVisible()
})

story(
  'the screen is workable by keyboard and reads well to a screen reader, in three languages',
  async ({ people }) => {
    const owner = await people.owner({ name: 'Olivia', entity: 'DPO' })
    const id = await people.createWorkspace(owner, 'Velanga')
    const page = await goTo(owner, id, 'coherence')
    await expect(page.locator('details[data-check]').first()).toBeVisible()
    expect(await page.locator('details[data-check]').count()).toBeLessThanOrEqual(7)
    await page.locator('details[data-check] summary').first().press('Enter')
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'All checks' }).click()
    await expect(page.getByRole('dialog').locator('li')).toHaveCount(100)
    expect(await seriousViolations(page)).toEqual([])

    for (const locale of ['fr', 'ar']) {
      const reader = await people.invite(owner, id, { name: `Reader ${locale}`, group: 'UNCT', locale })
      const read = await goTo(reader, id, 'coherence')
      await read.locator('details[data-check] summary').first().click()
      await expect(read.locator('[data-finding]').first()).toBeVisible()
      // Every word is there: a check without words would be called by its id.
      expect(await read.getByRole('main').innerText()).not.toMatch(/\{|checks\.|coherence\./)
      expect(await seriousViolations(read)).toEqual([])
    }
  },
)
