import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { goTo, workspaceId, type Screen } from '../support/screens.ts'
import { takePictures } from '../support/screenshots.ts'
import { expect, story } from '../support/story.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screens: readonly Screen[] = ['vision', 'canvas', 'benchmarks', 'cabinet', 'people']

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string }[]
}

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
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        const run = (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe
        return (await run.run()).violations
      })
      for (const { id, impact, nodes } of violations) {
        if (impact === 'serious' || impact === 'critical')
          found.push(`${screen}: ${id}: ${nodes[0]?.html.slice(0, 200)}`)
      }
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
