import { expectSaved, goTo, workspaceId } from '../support/screens.ts'
import { expect, story } from '../support/story.ts'

story(
  'somebody draws a line while somebody else deletes its end; both see the same, and undo brings it back',
  async ({ people }) => {
    const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
    const plan = await workspaceId(hq, /Velanga/)
    const field = await people.invite(hq, plan, { name: 'Ingrid Okafor', entity: 'OCHA', group: 'OCHA' })
    const [a, b] = [await goTo(hq, plan, 'cabinet'), await goTo(field, plan, 'cabinet')]
    const node = (page: typeof a, title: string) => page.locator('.react-flow__node', { hasText: title }).first()
    await expect(node(a, 'Gender adviser')).toBeVisible()
    await expect(node(b, 'Gender adviser')).toBeVisible()

    await a.getByRole('button', { name: 'Draw a line…' }).click()
    const dialog = a.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'From' }).fill('Gender adviser')
    await a
      .getByRole('option', { name: /Gender adviser/ })
      .first()
      .click()
    await dialog.getByRole('combobox', { name: 'To' }).fill('Funding cell')
    await a
      .getByRole('option', { name: /Funding cell/ })
      .first()
      .click()

    await node(b, 'Funding cell').click()
    await b.keyboard.press('Delete')
    const confirm = b.getByRole('dialog').getByRole('button', { name: /^Delete/ })
    if (await confirm.isVisible().catch(() => false)) await confirm.click()
    await expect(node(b, 'Funding cell')).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Draw', exact: true }).click()
    await expect(node(a, 'Funding cell')).toHaveCount(0)
    await b.keyboard.press('Escape')
    await b.getByRole('button', { name: /^Undo/ }).first().click()
    for (const page of [a, b]) {
      await expect(node(page, 'Funding cell')).toBeVisible()
      await expectSaved(page)
    }
  },
)

story('a post is created, renamed and put under another by the keyboard in the tree', async ({ people }) => {
  const hq = await people.owner()
  const plan = await workspaceId(hq, /Velanga/)
  const page = await goTo(hq, plan, 'cabinet')
  const tree = page.getByRole('tree')
  const chief = tree.getByRole('treeitem', { name: /Chief of Staff/ }).first()
  await chief.focus()
  await page.keyboard.press('Insert')
  await page.keyboard.type('Protocol desk')
  await page.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem', { name: /Protocol desk/ })).toBeVisible()
  await expect(page.locator('.react-flow__node', { hasText: 'Protocol desk' })).toHaveCount(1)
  await tree.getByRole('treeitem', { name: /Protocol desk/ }).focus()
  await page.keyboard.press('F2')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Protocol office')
  await page.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem', { name: /Protocol office/ })).toBeVisible()
  await expectSaved(page)
})
