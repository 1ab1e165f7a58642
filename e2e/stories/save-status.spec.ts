import type { Page } from '@playwright/test'
import { seriousViolations } from '../support/axe.ts'
import { canFillDisk, fillDisk, makeRoom } from '../support/disk.ts'
import type { People } from '../support/people.ts'
import { expectSaved, goTo, placeCaret, saveChip, saveDetails, visionText, workspaceId } from '../support/screens.ts'
import { takePictures } from '../support/screenshots.ts'
import { expect, story } from '../support/story.ts'

const locales = ['en', 'fr', 'ar'] as const
const wide = { width: 1360, height: 860 }
const narrow = { width: 360, height: 740 }

async function atTheVision(people: People, options: { locale?: string } = {}): Promise<Page> {
  const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO', ...options })
  const page = await goTo(hq, await workspaceId(hq, /Velanga/), 'vision')
  await expect(visionText(page)).toContainText('2012')
  await expectSaved(page)
  return page
}

/** As it looks wide, narrow, and with text twice as large; axe looks at each of them too. */
async function lookAt(page: Page, name: string): Promise<void> {
  const found: string[] = []
  for (const [size, viewport, fontSize] of [
    ['wide', wide, ''],
    ['narrow', narrow, ''],
    ['large', wide, '200%'],
  ] as const) {
    // A window that changes its size closes what floats over it.
    await closeDetails(page)
    await page.setViewportSize(viewport)
    await page.evaluate(size => (document.documentElement.style.fontSize = size), fontSize)
    await untilDrawn(page)
    await saveChip(page).press('Enter')
    const details = saveDetails(page)
    await expect(details).toBeVisible()
    const box = (await details.boundingBox())!
    const isInside =
      box.x >= 0 && box.y >= 0 && box.x + box.width <= viewport.width && box.y + box.height <= viewport.height
    if (!isInside) found.push(`${size}: outside the window`)
    const isCut = await details.evaluate(element => element.scrollWidth > element.clientWidth)
    if (isCut) found.push(`${size}: cut off at the side`)
    if (size === 'narrow' && !(await isPersonInSight(page))) found.push('narrow: the header does not fit')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      found.push(...(await seriousViolations(page)).map(violation => `${size}, ${colorScheme}: ${violation}`))
    }
    await takePictures(page, `save-status-${name}-${size}`)
  }
  await closeDetails(page)
  await page.evaluate(() => (document.documentElement.style.fontSize = ''))
  await page.setViewportSize(wide)
  expect(found).toEqual([])
}

/** The last thing in the header: what is too wide there pushes it out. */
async function isPersonInSight(page: Page): Promise<boolean> {
  const box = await page
    .getByRole('banner')
    .getByRole('button', { name: /Amara Diallo/ })
    .last()
    .boundingBox()
  const doesScroll = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  return box !== null && box.x >= 0 && box.x + box.width <= narrow.width && !doesScroll
}

/** The page has heard of its new size by then. */
async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let i = 0; i < 2; i++) await new Promise(resolve => requestAnimationFrame(resolve))
  })
}

async function closeDetails(page: Page): Promise<void> {
  if ((await saveDetails(page).count()) > 0) await page.keyboard.press('Escape')
  await expect(saveDetails(page)).toHaveCount(0)
}

for (const locale of locales) {
  story(
    `what the save status says in full is readable in every state and size, in ${locale}`,
    async ({ people, server }) => {
      story.setTimeout(240_000)
      const page = await atTheVision(people, { locale })
      await lookAt(page, `saved-${locale}`)
      await placeCaret(page, 'end')
      if (canFillDisk()) {
        fillDisk(server)
        await page.keyboard.type(' 1')
        await expect(saveChip(page)).toHaveAttribute('data-save-state', 'storage')
        await lookAt(page, `storage-${locale}`)
        makeRoom(server)
        await expectSaved(page)
      }
      await server.kill('SIGKILL')
      await placeCaret(page, 'end')
      await page.keyboard.type(' 23')
      await expect(saveChip(page)).toHaveAttribute('data-save-state', 'offline')
      await lookAt(page, `offline-${locale}`)
    },
  )
}

story.describe('a server that takes documents of 64 KiB at most', () => {
  story.use({ settings: { MAX_DOCUMENT_BYTES: '64KiB' } })

  for (const locale of ['en', 'ar'] as const) {
    story(`what was refused is readable, by whoever keeps nothing on the device, in ${locale}`, async ({ people }) => {
      story.setTimeout(240_000)
      const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO', locale })
      await hq.context.addInitScript(() => {
        const refuse = () => {
          throw new DOMException('No storage for this page', 'SecurityError')
        }
        Object.defineProperty(IDBFactory.prototype, 'open', { value: refuse })
      })
      const page = await goTo(hq, await workspaceId(hq, /Velanga/), 'vision')
      await expect(visionText(page)).toContainText('2012')
      await expectSaved(page)
      await placeCaret(page, 'end')
      await page.keyboard.press('Enter')
      await page.keyboard.insertText(`${'Security, then growth. '.repeat(20)}${'x'.repeat(80 * 1024)}`)
      await expect(saveChip(page)).toHaveAttribute('data-save-state', 'refused')
      await lookAt(page, `refused-${locale}`)
    })
  }
})

story('the save status is reached, read and left by keyboard alone', async ({ people }) => {
  const page = await atTheVision(people)
  await page.getByRole('banner').getByRole('link').last().focus()
  await page.keyboard.press('Tab')
  await expect(saveChip(page)).toBeFocused()
  await page.keyboard.press('Enter')
  const details = saveDetails(page)
  await expect(details).toBeVisible()
  await expect(details.getByLabel('Line to the server')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(saveChip(page)).toBeFocused()
  await page.keyboard.press('ControlOrMeta+S')
  await expect(
    page.getByText(/All your changes are saved on the server, the last at \d\d:\d\d\./).first(),
  ).toBeVisible()
})

story('only what matters is said aloud, politely and once', async ({ people, server }) => {
  const page = await atTheVision(people)
  await rememberSaid(page)
  await placeCaret(page, 'end')
  await page.keyboard.type(' Typed, saved, typed.', { delay: 20 })
  await expectSaved(page)
  expect(await said(page)).toEqual([])
  await server.kill('SIGKILL')
  await expect(saveChip(page)).toHaveAttribute('data-save-state', 'offline')
  await page.keyboard.type(' Offline.', { delay: 20 })
  await expect(saveChip(page)).toContainText('waiting')
  await server.restart()
  await expectSaved(page)
  await expect.poll(() => said(page)).toHaveLength(2)
  const [first, second] = await said(page)
  expect(first).toMatch(/^polite: You are offline\./)
  expect(second).toMatch(
    /^polite: (\d+ changes are|One change is) on (their|its) way|^polite: All your changes are saved/,
  )
})

/** Whatever the page says to those who listen to it, from now on. */
async function rememberSaid(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    for (const region of document.querySelectorAll('[aria-live]')) {
      new MutationObserver(() => {
        const text = region.textContent?.trim() ?? ''
        if (text !== '') heard.push(`${region.getAttribute('aria-live')}: ${text}`)
      }).observe(region, { childList: true, characterData: true, subtree: true })
    }
  })
}

function said(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
}
