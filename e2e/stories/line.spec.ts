import type { Page } from '@playwright/test'
import { expectSaved, goTo, placeCaret, readVision, saveChip, visionText, workspaceId } from '../support/screens.ts'
import { expect, story } from '../support/story.ts'

async function chooseLine(page: Page, line: 'automatic' | 'good' | 'long' | 'poor'): Promise<void> {
  await saveChip(page).click()
  await page.getByLabel('Line to the server').selectOption(line)
  await page.keyboard.press('Escape')
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await placeCaret(page, 'end')
  await page.keyboard.type(text)
}

story(
  'on a poor line two tabs share one connection, and when one is closed the other goes on',
  async ({ people, server }) => {
    const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
    const plan = await workspaceId(hq, /Velanga/)
    const field = await people.invite(hq, plan, { name: 'Ingrid Okafor', entity: 'OCHA', group: 'OCHA' })
    const first = await goTo(field, plan, 'vision')
    await expect(visionText(first)).toContainText('By 2012 Velanga')
    const second = await goTo(
      { ...field, page: await field.context.newPage().then(page => at(page, first)) },
      plan,
      'vision',
    )
    await expect(visionText(second)).toContainText('By 2012 Velanga')
    const connections = () => server.metric('barycentre_connections')
    const sessions = () => server.metric('barycentre_sessions')
    await expect.poll(sessions).toBe(4)
    expect(await connections()).toBe(4)

    // Chosen in one tab, it holds for both.
    await chooseLine(first, 'poor')
    await expect.poll(connections).toBe(1)
    await expect.poll(sessions).toBe(4)
    expect(await server.metric('barycentre_trunks')).toBe(1)

    const far = await goTo(hq, plan, 'vision')
    await expect(visionText(far)).toContainText('By 2012 Velanga')
    await typeAtEnd(first, ' From the first tab.')
    await expect.poll(() => readVision(far)).toContain('From the first tab.')
    await typeAtEnd(second, ' From the second tab.')
    await expect.poll(() => readVision(far)).toContain('From the second tab.')
    await typeAtEnd(far, ' From headquarters.')
    for (const page of [first, second]) {
      await expect.poll(() => readVision(page)).toContain('From headquarters.')
      await expectSaved(page)
    }
    expect(await connections()).toBe(3)

    // Its sessions end with it, though it has no time to say so.
    await first.close({ runBeforeUnload: false })
    await expect.poll(sessions).toBe(4)
    await typeAtEnd(second, ' Still here.')
    await expect.poll(() => readVision(far)).toContain('Still here.')
    await expectSaved(second)
    expect(await connections()).toBe(3)

    await chooseLine(second, 'good')
    await expect.poll(() => server.metric('barycentre_trunks')).toBe(0)
    await typeAtEnd(second, ' Back on a good line.')
    await expect.poll(() => readVision(far)).toContain('Back on a good line.')
  },
)

story(
  'where no WebSocket gets through, the tabs go by requests that they share, and each is saved and heard',
  async ({ people, server }) => {
    const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
    const plan = await workspaceId(hq, /Velanga/)
    const field = await people.invite(hq, plan, { name: 'Ingrid Okafor', entity: 'OCHA', group: 'OCHA' })
    await field.context.routeWebSocket(/\/sync\//, socket => void socket.close({ code: 1011 }))
    const ownRequests: string[] = []
    field.context.on('request', request => void ownRequests.push(request.url()))
    const first = await goTo(field, plan, 'vision')
    const second = await goTo(
      { ...field, page: await field.context.newPage().then(page => at(page, first)) },
      plan,
      'vision',
    )
    const far = await goTo(hq, plan, 'vision')
    for (const page of [first, second, far]) await expect(visionText(page)).toContainText('By 2012 Velanga')
    for (const [page, words] of [
      [first, 'From the first tab.'],
      [second, 'From the second tab.'],
    ] as const) {
      await typeAtEnd(page, ` ${words}`)
      await expect.poll(() => readVision(far)).toContain(words)
      await expectSaved(page)
      await saveChip(page).click()
      await expect(page.getByText('plain requests')).toBeVisible()
      await page.keyboard.press('Escape')
    }
    // Neither tab has asked by itself: the worker has, for both.
    expect(ownRequests.filter(url => url.includes('/api/'))).not.toEqual([])
    expect(ownRequests.filter(url => url.includes('/api/sync'))).toEqual([])
    // Those of headquarters alone.
    expect(await server.metric('barycentre_connections')).toBe(2)
  },
)

/** A new tab, where the other is. */
async function at(page: Page, other: Page): Promise<Page> {
  await page.goto(other.url())
  return page
}
