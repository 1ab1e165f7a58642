import { seriousViolations } from '../support/axe.ts'
import { goTo, workspaceId, type Screen } from '../support/screens.ts'
import { takePictures } from '../support/screenshots.ts'
import { expect, story } from '../support/story.ts'

const screens: readonly Screen[] = ['vision', 'canvas', 'benchmarks', 'cabinet', 'people']

for (const colorScheme of ['light', 'dark'] as const) {
  story(`axe finds no serious violation on any screen, ${colorScheme}`, async ({ people }) => {
    const hq = await people.owner({ name: 'Amara Diallo', colorScheme })
    const plan = await workspaceId(hq, /Velanga/)
    const { page } = hq
    const found: string[] = []
    for (const screen of [...screens, 'record', 'home'] as const) {
      if (screen === 'home') await page.goto(new URL('/', page.url()).href)
      else if (screen === 'record') await goTo(hq, plan, 'canvas', '?record=objective:o01')
      else await goTo(hq, plan, screen)
      await page.waitForTimeout(1_000)
      found.push(...(await seriousViolations(page)).map(violation => `${screen}: ${violation}`))
    }
    expect(found).toEqual([])
  })
}

story('in Arabic every screen is mirrored and no text is left untranslated', async ({ people }) => {
  const hq = await people.owner({ name: 'ليلى بن سعيد', locale: 'ar' })
  const plan = await workspaceId(hq, /Velanga/)
  const { page } = hq
  const warnings: string[] = []
  page.on('console', message => {
    if (/Uncompiled|translation/i.test(message.text())) warnings.push(message.text())
  })
  for (const screen of screens) {
    await goTo(hq, plan, screen)
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
    const nav = await page.getByRole('navigation').first().boundingBox()
    const person = await page.getByRole('banner').getByRole('button').last().boundingBox()
    expect((nav?.x ?? 0) > (person?.x ?? Infinity)).toBe(true)
    await takePictures(page, `ar-${screen}`)
  }
  expect(warnings).toEqual([])
})
