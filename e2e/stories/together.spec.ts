import {
  card,
  cell,
  expectSaved,
  goTo,
  overwrite,
  placeCaret,
  readVision,
  saveChip,
  visionText,
  workspaceId,
} from '../support/screens.ts'
import { expect, story } from '../support/story.ts'
import type { People, Person } from '../support/people.ts'

/** Two planners in the demo plan: one at headquarters, who owns it, and one in the field. */
async function headquartersAndField(people: People): Promise<{ hq: Person; field: Person; plan: string }> {
  const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
  const plan = await workspaceId(hq, /Velanga/)
  const field = await people.invite(hq, plan, { name: 'Ingrid Okafor', entity: 'OCHA', group: 'OCHA' })
  return { hq, field, plan }
}

story('two people write the vision together, each with a caret that bears a name', async ({ people }) => {
  const { hq, field, plan } = await headquartersAndField(people)
  const [a, b] = [await goTo(hq, plan, 'vision'), await goTo(field, plan, 'vision')]
  await expect(visionText(a)).toContainText('By 2012 Velanga')
  await expect(visionText(b)).toContainText('By 2012 Velanga')
  await placeCaret(b, 'start')
  await placeCaret(a, 'end')
  await a.keyboard.press('Enter')
  await Promise.all([
    a.keyboard.type('Headquarters writes here.', { delay: 15 }),
    b.keyboard.type('The field writes here. ', { delay: 15 }),
  ])
  for (const page of [a, b]) {
    await expect.poll(() => readVision(page)).toContain('Headquarters writes here.')
    await expect.poll(() => readVision(page)).toContain('The field writes here. By 2012')
    await expectSaved(page)
  }
  await expect(a.locator('.ProseMirror')).toContainText('Ingrid Okafor')
  await expect(b.locator('.ProseMirror')).toContainText('Amara Diallo')
})

story('two people type in one short field of the vision, and both their words stay', async ({ people }) => {
  const { hq, field, plan } = await headquartersAndField(people)
  const [a, b] = [await goTo(hq, plan, 'vision'), await goTo(field, plan, 'vision')]
  const [first, second] = [a.getByLabel('Desired end state'), b.getByLabel('Desired end state')]
  await expect(first).toHaveValue(/^An elected government/)
  await expect(second).toHaveValue(/^An elected government/)
  await first.click()
  await a.keyboard.press('ControlOrMeta+End')
  await second.click()
  await b.keyboard.press('ControlOrMeta+Home')
  await Promise.all([a.keyboard.type(' So it shall stay.', { delay: 20 }), b.keyboard.type('By 2012: ', { delay: 20 })])
  for (const box of [first, second]) {
    await expect(box).toHaveValue(/^By 2012: An elected government[\s\S]* So it shall stay\.$/)
  }
})

story('an objective is moved by keyboard while somebody else renames it', async ({ people }) => {
  const { hq, field, plan } = await headquartersAndField(people)
  const [a, b] = [await goTo(hq, plan, 'canvas'), await goTo(field, plan, 'canvas')]
  await expect(card(b, 'o02', 'ph1')).toBeVisible()

  await card(b, 'o02', 'ph1').focus()
  await b.keyboard.press('F2')
  await b.keyboard.press('ControlOrMeta+A')
  await b.keyboard.type('One payroll that soldiers trust')
  await card(a, 'o02', 'ph1').focus()
  await a.getByRole('button', { name: 'Actions: One verified payroll for the joint force' }).first().click()
  await a.getByRole('menuitem', { name: 'Move…' }).click()
  await a.getByRole('dialog').getByLabel('Phase').selectOption({ label: 'Hand-over and development' })
  await a.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click()
  await b.keyboard.press('Enter')
  for (const page of [a, b]) {
    await expect(card(page, 'o02', 'ph4')).toContainText('One payroll that soldiers trust')
    await expect(card(page, 'o02', 'ph1')).toHaveCount(0)
    await expectSaved(page)
  }

  await a.keyboard.press('Escape')
  await a.getByRole('button', { name: /^Undo/ }).click()
  await expect(card(b, 'o02', 'ph1')).toContainText('One payroll that soldiers trust')
})

story('a card is dragged to another phase', async ({ people }) => {
  const { hq, field, plan } = await headquartersAndField(people)
  const [a, b] = [await goTo(hq, plan, 'canvas'), await goTo(field, plan, 'canvas')]
  const moved = card(a, 'o02', 'ph1')
  await moved.scrollIntoViewIfNeeded()
  const [from, to] = [await moved.boundingBox(), await a.locator('[data-column-key="ph3"]').first().boundingBox()]
  if (from === null || to === null) throw new Error('the card and the column are on the screen')
  await a.mouse.move(from.x + 60, from.y + 14)
  await a.mouse.down()
  await a.mouse.move(from.x + 90, from.y + 20, { steps: 4 })
  await a.mouse.move(to.x + to.width / 2, from.y + 30, { steps: 12 })
  await a.mouse.up()
  await expect(card(a, 'o02', 'ph3')).toBeVisible()
  await expect(card(b, 'o02', 'ph3')).toBeVisible()
  await expect(card(b, 'o02', 'ph1')).toHaveCount(0)
})

story('offline for a while, both change the same benchmark, then meet', async ({ people }) => {
  const { hq, field, plan } = await headquartersAndField(people)
  const [a, b] = [await goTo(hq, plan, 'benchmarks'), await goTo(field, plan, 'benchmarks')]
  await expect(cell(b, 'b03', 'title')).toContainText('Fighters demobilised')
  await expectSaved(b)
  await field.context.setOffline(true)
  await expect(saveChip(b)).toHaveAttribute('data-save-state', 'offline', { timeout: 60_000 })
  await overwrite(b, 'b03', 'indicator', 'people demobilised and paid')
  await overwrite(b, 'b03', 'target.value', '17000')
  await expect(saveChip(b)).toContainText('2 waiting')
  await overwrite(a, 'b03', 'title', 'Fighters demobilised and housed')
  await overwrite(a, 'b03', 'target.value', '16500')
  await expectSaved(a)
  await field.context.setOffline(false)
  await expectSaved(b)
  for (const page of [a, b]) {
    await expect(cell(page, 'b03', 'title')).toContainText('Fighters demobilised and housed')
    await expect(cell(page, 'b03', 'indicator')).toContainText('people demobilised and paid')
  }
  const agreed = await cell(a, 'b03', 'target.value').textContent()
  expect(agreed).toMatch(/17,000|16,500/)
  await expect(cell(b, 'b03', 'target.value')).toHaveText(agreed ?? '')
})

story(
  'the server is killed in mid-typing; what was shown as saved is there, and everybody meets again',
  async ({ people, server }) => {
    const { hq, field, plan } = await headquartersAndField(people)
    const [a, b] = [await goTo(hq, plan, 'vision'), await goTo(field, plan, 'vision')]
    await placeCaret(a, 'end')
    await a.keyboard.type(' Saved before the fall.')
    await expectSaved(a)
    await a.keyboard.type(' Written', { delay: 20 })
    await server.kill('SIGKILL')
    await a.keyboard.type(' through the fall.', { delay: 20 })
    await expect(saveChip(a)).toHaveAttribute('data-save-state', 'offline')
    await server.restart()
    const third = await people.invite(hq, plan, { name: 'Rajiv Menon', group: 'UNCT' })
    const c = await goTo(third, plan, 'vision')
    await expect.poll(() => readVision(c)).toContain('Saved before the fall.')
    for (const page of [a, b, c]) {
      await expect
        .poll(() => readVision(page), { timeout: 60_000 })
        .toContain('Saved before the fall. Written through the fall.')
      await expectSaved(page)
    }
  },
)

story('a reload opens what this device holds, also while the server is gone', async ({ people, server }) => {
  const { hq, plan } = await headquartersAndField(people)
  const a = await goTo(hq, plan, 'benchmarks')
  await overwrite(a, 'b03', 'indicator', 'people home with papers')
  await expectSaved(a)
  await server.kill('SIGKILL')
  await overwrite(a, 'b03', 'unit', 'persons')
  await expect(saveChip(a)).toHaveAttribute('data-save-state', 'offline')
  await server.restart()
  await a.reload()
  await expect(cell(a, 'b03', 'indicator')).toContainText('people home with papers')
  await expectSaved(a)
  const b = await goTo(await people.invite(hq, plan, { name: 'Leila Bensaïd', group: 'DPA' }), plan, 'benchmarks')
  await expect(b.locator('[role="gridcell"][data-id="b03"]').filter({ hasText: 'persons' })).toHaveCount(1)
})

story('people see who is there and where, and can follow', async ({ people }) => {
  const { hq, field, plan } = await headquartersAndField(people)
  const a = await goTo(hq, plan, 'canvas')
  const b = await goTo(field, plan, 'benchmarks')
  await a
    .getByRole('banner')
    .getByRole('button', { name: /Ingrid Okafor/ })
    .click()
  await expect(a).toHaveURL(/\/benchmarks/)
  await b.getByRole('navigation').getByRole('link', { name: 'Cabinet' }).click()
  await expect(a).toHaveURL(/\/cabinet/)
  await goTo(field, plan, 'vision')
  await expect(a).toHaveURL(/\/vision/)
})
