import type { Page } from '@playwright/test'
import { canFillDisk, fillDisk, makeRoom } from '../support/disk.ts'
import { Gate } from '../support/gate.ts'
import type { People, Person } from '../support/people.ts'
import {
  documentStatus,
  expectSaved,
  goTo,
  openSaveStatus,
  placeCaret,
  readVision,
  saveChip,
  visionText,
  workspaceId,
} from '../support/screens.ts'
import { expect, story } from '../support/story.ts'

async function headquartersAndField(people: People): Promise<{ hq: Person; field: Person; plan: string }> {
  const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
  const plan = await workspaceId(hq, /Velanga/)
  const field = await people.invite(hq, plan, { name: 'Ingrid Okafor', entity: 'OCHA', group: 'OCHA' })
  return { hq, field, plan }
}

async function atTheVision(person: Person, plan: string): Promise<Page> {
  const page = await goTo(person, plan, 'vision')
  await expect(visionText(page)).toContainText('By 2012 Velanga')
  await expectSaved(page)
  return page
}

story('each document says how far its changes have come: kept here, sent, saved', async ({ people, server }) => {
  const { hq, plan } = await headquartersAndField(people)
  const page = await atTheVision(hq, plan)
  const details = await openSaveStatus(page)
  await expect(documentStatus(details, 'plan')).toContainText(/saved on the server at \d\d:\d\d/)
  await expect(documentStatus(details, 'text/vision')).toContainText(/saved on the server at \d\d:\d\d/)
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(saveChip(page)).toBeFocused()

  // The server hears and does not answer: sent is all that anybody can say.
  process.kill(server.pid, 'SIGSTOP')
  await placeCaret(page, 'end')
  await page.keyboard.type('?')
  await openSaveStatus(page)
  await expect(saveChip(page)).toHaveAttribute('data-save-state', 'saving')
  await expect(documentStatus(details, 'text/vision')).toContainText(
    'kept on this device and sent; not yet confirmed by the server',
  )
  await expect(documentStatus(details, 'plan')).toContainText('saved on the server')
  await server.kill('SIGKILL')
  await expect(saveChip(page)).toHaveAttribute('data-save-state', 'offline')
  await expect(documentStatus(details, 'text/vision')).toContainText('one change, kept on this device, not yet sent')
  await server.restart()
  await details.getByRole('button', { name: 'Try now' }).click()
  await expectSaved(page)
  await expect(documentStatus(details, 'text/vision')).toContainText(/saved on the server at \d\d:\d\d/)
})

story(
  'whatever was shown as saved is there after the server was killed again and again',
  async ({ people, server }) => {
    story.slow()
    const { hq, field, plan } = await headquartersAndField(people)
    const a = await atTheVision(hq, plan)
    await markPage(a)
    await rememberSaved(a)
    await placeCaret(a, 'end')
    for (let round = 0; round < 3; round++) {
      const typing = a.keyboard.type(` Round ${round}: the lights go out while somebody writes.`, { delay: 12 })
      await a.waitForTimeout(200 + round * 150)
      await server.kill('SIGKILL')
      await typing
      await expect(saveChip(a)).toHaveAttribute('data-save-state', 'offline')
      const claimed = await lastSaved(a)
      await server.restart()
      // Somebody who has nothing of it on a device: what comes is what the server kept.
      const b = await goTo(field, plan, 'vision')
      await expect.poll(() => readVision(b)).toContain(claimed)
      await expectSaved(a)
      await b.goto(new URL('/', b.url()).href)
    }
    const b = await atTheVision(field, plan)
    expect(await lastSaved(a)).toContain('Round 2: the lights go out while somebody writes.')
    await expect.poll(() => readVision(b)).toBe(await readVision(a))
    await expectNoReload(a)
  },
)

story('a tab that crashes loses nothing, also of a text that nobody opens again', async ({ people, server }) => {
  const { hq, field, plan } = await headquartersAndField(people)
  const a = await atTheVision(hq, plan)
  const details = await openSaveStatus(a)
  await server.kill('SIGKILL')
  await expect(saveChip(a)).toHaveAttribute('data-save-state', 'offline')
  await placeCaret(a, 'end')
  await a.keyboard.type(' Nobody but this device has this.')
  await openSaveStatus(a)
  await expect(documentStatus(details, 'text/vision')).toContainText('kept on this device')
  const crashed = a.waitForEvent('crash')
  const browser = await hq.context.newCDPSession(a)
  // Never answers: there is nobody any more who could.
  void browser.send('Page.crash').catch(() => undefined)
  await crashed
  await a.close()

  await server.restart()
  const again: Person = { ...hq, page: await hq.context.newPage() }
  await again.page.goto(server.url)
  await goTo(again, plan, 'benchmarks')
  await expectSaved(again.page)
  const b = await atTheVision(field, plan)
  await expect.poll(() => readVision(b)).toContain('Nobody but this device has this.')
  await goTo(again, plan, 'vision')
  await expect.poll(() => readVision(again.page)).toContain('Nobody but this device has this.')
})

story(
  'a full disk at the server: said at once, nothing lost, nothing shown, and all drains when there is room',
  async ({ people, server }) => {
    story.skip(!canFillDisk(), 'forbidding a process to write takes prlimit, of Linux')
    const { hq, field, plan } = await headquartersAndField(people)
    const [a, b] = [await atTheVision(hq, plan), await atTheVision(field, plan)]
    await Promise.all([markPage(a), markPage(b)])
    fillDisk(server)
    await placeCaret(a, 'end')
    await a.keyboard.type(' Written onto a full disk.')
    for (const page of [a, b]) await expect(saveChip(page)).toHaveAttribute('data-save-state', 'storage')
    await expect(saveChip(a)).toContainText('Saving paused')
    await a.keyboard.type(' And some more.')
    const details = await openSaveStatus(a)
    await expect(details).toContainText('The server’s disk does not take anything at the moment. Go on working')
    await expect(documentStatus(details, 'text/vision')).toContainText('kept on this device')
    await expect(documentStatus(details, 'plan')).toContainText('saved on the server at')
    expect(await readVision(b)).not.toContain('Written onto a full disk.')
    // Who writes nothing keeps being told the same, and may write too.
    await placeCaret(b, 'start')
    await b.keyboard.type('Also here. ')
    await expect.poll(() => readVision(b)).toMatch(/^Also here/)
    expect(await readVision(a)).not.toContain('Also here')
    await a.keyboard.press('Escape')

    makeRoom(server)
    for (const page of [a, b]) {
      await expect.poll(() => readVision(page)).toContain('Written onto a full disk. And some more.')
      await expect.poll(() => readVision(page)).toMatch(/^Also here/)
      await expectSaved(page)
      await expectNoReload(page)
    }
    expect(await readVision(a)).toBe(await readVision(b))
  },
)

story.describe('a server that takes documents of 100 KiB at most', () => {
  story.use({ settings: { MAX_DOCUMENT_BYTES: '100KiB' } })

  story(
    'what it does not take stays with who wrote it, can be copied, and goes once it is taken out',
    async ({ people, server }) => {
      const { hq, field, plan } = await headquartersAndField(people)
      await hq.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url })
      const [a, b] = [await atTheVision(hq, plan), await atTheVision(field, plan)]
      await placeCaret(a, 'end')
      await a.keyboard.press('Enter')
      await a.keyboard.insertText(`Too long. ${'x'.repeat(120 * 1024)}`)
      await expect(saveChip(a)).toHaveAttribute('data-save-state', 'refused')
      await expect(saveChip(a)).toContainText('Not saved')
      const details = await openSaveStatus(a)
      await expect(details).toContainText('The document would become larger than this server allows.')
      await expect(documentStatus(details, 'text/vision')).toContainText('that the server did not take')
      // As much as there was room for is saved; the rest is not.
      await expect(details.getByLabel('What is not saved')).toHaveValue(/^x{40000,}$/)
      await details.getByRole('button', { name: 'Copy it' }).click()
      await expect(a.getByText('Copied.', { exact: true }).first()).toBeVisible()
      expect(await a.evaluate(() => navigator.clipboard.readText())).toMatch(/^x{40000,}$/)
      await a.keyboard.press('Escape')
      expect((await readVision(b)).length).toBeLessThan(100 * 1024)
      // Others go on working, and one sees what they write.
      await placeCaret(b, 'start')
      await b.keyboard.type('Meanwhile. ')
      await expect.poll(() => readVision(a)).toMatch(/^Meanwhile\. By 2012/)

      // It is still there after a reload, and still refused.
      await a.reload()
      await expect(saveChip(a)).toHaveAttribute('data-save-state', 'refused')
      await expect.poll(() => readVision(a)).toContain('Too long. xxx')

      await visionText(a)
        .locator('p', { hasText: 'Too long.' })
        .click({ clickCount: 3, position: { x: 20, y: 10 } })
      await a.keyboard.press('Delete')
      await a.keyboard.type('Short enough.')
      await expectSaved(a)
      await expect.poll(() => readVision(b)).toContain('Short enough.')
      expect(await readVision(b)).not.toContain('Too long.')
    },
  )
})

story('who is let in no more is told so at once, and keeps what was not saved', async ({ people, server }) => {
  const gate = await Gate.open(server.port)
  try {
    const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
    const plan = await workspaceId(hq, /Velanga/)
    const invitation = { group: 'OCHA', role: 'planner' }
    const { link } = await people.ask<{ link: string }>(hq, `workspaces/${plan}/invitations`, invitation)
    const away = await people.join(gate.through(link), { name: 'Ingrid Okafor' })
    const there = await people.invite(hq, plan, { name: 'Rajiv Menon', group: 'UNCT' })
    const [a, b, c] = [await atTheVision(hq, plan), await atTheVision(away, plan), await atTheVision(there, plan)]
    const details = await openSaveStatus(b)
    await b.keyboard.press('Escape')
    gate.shut()
    await expect(saveChip(b)).toHaveAttribute('data-save-state', 'offline')
    await placeCaret(b, 'end')
    await b.keyboard.type(' Written far away.')
    // One is there when it happens, and the other comes back to it.
    await people.remove(hq, plan, 'Rajiv Menon')
    await people.remove(hq, plan, 'Ingrid Okafor')
    await expect(saveChip(c)).toContainText('No access')
    gate.reopen()
    await expect(saveChip(b)).toContainText('No access')
    await openSaveStatus(b)
    await expect(details).toContainText('You are no longer let into this workspace.')
    await expect(details.getByLabel('What is not saved')).toHaveValue(' Written far away.')
    expect(await readVision(b)).toContain('Written far away.')
    expect(await readVision(a)).not.toContain('Written far away.')
  } finally {
    await gate.close()
  }
})

story(
  'where the browser keeps nothing, one is told, warned before closing, and works on live',
  async ({ people, server }) => {
    const { hq, field, plan } = await headquartersAndField(people)
    const b = await atTheVision(field, plan)
    await hq.context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('No storage for this page', 'SecurityError')
      }
      Object.defineProperty(IDBFactory.prototype, 'open', { value: refuse })
    })
    const a = await atTheVision(hq, plan)
    await expect(a.getByText('This browser does not let the page keep anything on this device.').first()).toBeVisible()
    await placeCaret(a, 'end')
    await a.keyboard.type(' Live all the same.')
    await expectSaved(a)
    await expect.poll(() => readVision(b)).toContain('Live all the same.')
    // Nothing to lose: no question.
    const details = await openSaveStatus(a)
    await expect(details).toContainText('This browser does not let the page keep anything on this device.')
    await a.keyboard.press('Escape')

    await server.kill('SIGKILL')
    await expect(saveChip(a)).toHaveAttribute('data-save-state', 'offline')
    expect(await asksBeforeClosing(a)).toBe(false)
    await placeCaret(a, 'end')
    await a.keyboard.type(' Here alone.')
    await expect(saveChip(a)).toHaveAttribute('data-tone', 'danger')
    expect(await asksBeforeClosing(a)).toBe(true)
    await server.restart()
    await expectSaved(a)
    await expect.poll(() => readVision(b)).toContain('Here alone.')
    expect(await asksBeforeClosing(a)).toBe(false)
  },
)

story(
  'where the device is full, one is told, and what waited is kept once there is room',
  async ({ people, server }) => {
    const { hq, plan } = await headquartersAndField(people)
    const browser = await hq.context.newCDPSession(hq.page)
    // From the beginning: for half a minute the browser goes by what room it saw last.
    await browser.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 })
    const page = await atTheVision(hq, plan)
    await expect(page.getByText('There is no room left on this device.').first()).toBeVisible()
    const details = await openSaveStatus(page)
    await expect(details).toContainText('There is no room left on this device.')
    await page.keyboard.press('Escape')
    await placeCaret(page, 'end')
    await page.keyboard.type(' Saved all the same.')
    await expectSaved(page)
    expect(await asksBeforeClosing(page)).toBe(false)

    await server.kill('SIGKILL')
    await expect(saveChip(page)).toHaveAttribute('data-save-state', 'offline')
    await placeCaret(page, 'end')
    await page.keyboard.type(' No room')
    await expect(saveChip(page)).toHaveAttribute('data-tone', 'danger')
    await openSaveStatus(page)
    await expect(documentStatus(details, 'text/vision')).toContainText('not yet kept on this device')
    await page.keyboard.press('Escape')
    expect(await asksBeforeClosing(page)).toBe(true)

    await browser.send('Storage.overrideQuotaForOrigin', { origin: server.url })
    // Nobody has to write on for that.
    await expect(saveChip(page)).toHaveAttribute('data-tone', 'caution')
    expect(await asksBeforeClosing(page)).toBe(false)
    await server.restart()
    await expectSaved(page)
    await page.reload()
    await expect.poll(() => readVision(page)).toContain('No room')
  },
)

/** Whether closing the tab would ask first. Asked in a way that leaves it open. */
async function asksBeforeClosing(page: Page): Promise<boolean> {
  return page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))
}

/** Leaves something in the page that a reload would take away. */
async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { isTheSamePage: true }))
}

async function expectNoReload(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'isTheSamePage' in globalThis)).toBe(true)
}

/** From now on the page remembers what stood in the text whenever it was shown as saved. */
async function rememberSaved(page: Page): Promise<void> {
  await page.evaluate(() => {
    const chip = document.querySelector('[data-save-state]')!
    const look = () => {
      if (chip.getAttribute('data-save-state') !== 'saved') return
      const text = document.querySelector('.ProseMirror')!.cloneNode(true) as HTMLElement
      for (const caret of text.querySelectorAll('[data-writer]')) caret.remove()
      Object.assign(globalThis, { savedText: (text.textContent ?? '').replaceAll('\u2060', '') })
    }
    look()
    new MutationObserver(look).observe(chip, { attributes: true })
  })
}

async function lastSaved(page: Page): Promise<string> {
  return page.evaluate(() => (globalThis as unknown as { savedText: string }).savedText)
}
