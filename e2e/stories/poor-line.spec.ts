import type { Page, WebSocket } from '@playwright/test'
import { Gate } from '../support/gate.ts'
import type { Person } from '../support/people.ts'
import {
  card,
  expectSaved,
  goTo,
  openSaveStatus,
  placeCaret,
  readVision,
  saveChip,
  saveDetails,
  visionText,
  workspaceId,
} from '../support/screens.ts'
import { expect, story } from '../support/story.ts'

story(
  'behind a gate that lets no WebSocket through one works with full rights, and climbs back when it does',
  async ({ people, server }) => {
    story.slow()
    const gate = await Gate.open(server.port)
    try {
      gate.blockWebSockets()
      const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
      const plan = await workspaceId(hq, /Velanga/)
      const { link } = await people.ask<{ link: string }>(hq, `workspaces/${plan}/invitations`, {
        group: 'OCHA',
        role: 'planner',
      })
      const field = await people.join(gate.through(link), { name: 'Ingrid Okafor', entity: 'OCHA' })
      await field.page.clock.install()
      const [a, b] = [await atTheVision(hq, plan), await atTheVision(field, plan)]
      expect(gate.refused).toBeGreaterThan(0)
      await placeCaret(a, 'end')
      await placeCaret(b, 'start')
      await Promise.all([
        a.keyboard.type(' From headquarters.', { delay: 15 }),
        b.keyboard.type('From the field. ', { delay: 15 }),
      ])
      await expectBothRead([a, b], [/From headquarters\./, /^From the field\. By 2012/])
      // Who is there, and where, is seen both ways.
      await expectSeen(a, /Ingrid Okafor/)
      await expectSeen(b, /Amara Diallo/)
      const details = await openSaveStatus(b)
      await expect(details).toContainText('No WebSocket gets through here, so everything goes by plain requests.')
      await expect(details).toContainText(/saved on the server at \d\d:\d\d/)
      await b.keyboard.press('Escape')
      // The plan as well as the texts: an objective is given another name.
      await goTo(field, plan, 'canvas')
      await card(b, 'o02', 'ph1').focus()
      await b.keyboard.press('F2')
      await b.keyboard.press('ControlOrMeta+A')
      await b.keyboard.type('One payroll, by plain requests')
      await b.keyboard.press('Enter')
      await expectSaved(b)
      await goTo(hq, plan, 'canvas')
      await expect(card(a, 'o02', 'ph1')).toContainText('One payroll, by plain requests')

      gate.letWebSockets()
      // It tries once a minute: the clock of this browser is put forward.
      await b.clock.fastForward(61_000)
      await expect.poll(() => gate.openWebSockets).toBeGreaterThan(0)
      await openSaveStatus(b)
      await expect(saveDetails(b)).not.toContainText('by plain requests')
      await b.keyboard.press('Escape')
      await expectSaved(b)
      const [c, d] = [await atTheVision(hq, plan), await atTheVision(field, plan)]
      await placeCaret(d, 'start')
      await d.keyboard.type('Up again. ')
      await expectBothRead([c, d], [/^Up again\. From the field/])
    } finally {
      await gate.close()
    }
  },
)

story('a gate that begins to block in the middle of it all takes nothing from anybody', async ({ people, server }) => {
  const gate = await Gate.open(server.port)
  try {
    const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
    const plan = await workspaceId(hq, /Velanga/)
    const { link } = await people.ask<{ link: string }>(hq, `workspaces/${plan}/invitations`, {
      group: 'OCHA',
      role: 'planner',
    })
    const field = await people.join(gate.through(link), { name: 'Ingrid Okafor', entity: 'OCHA' })
    const [a, b] = [await atTheVision(hq, plan), await atTheVision(field, plan)]
    expect(gate.openWebSockets).toBeGreaterThan(0)
    await placeCaret(b, 'start')
    const typing = b.keyboard.type('Typed while the door was shut. ', { delay: 40 })
    await b.waitForTimeout(300)
    gate.blockWebSockets()
    await typing
    await expectBothRead([a, b], [/^Typed while the door was shut\. By 2012/])
    await expectSaved(b)
    const details = await openSaveStatus(b)
    await expect(details).toContainText('everything goes by plain requests')
  } finally {
    await gate.close()
  }
})

story(
  'a poor line, chosen by hand: what is typed goes up together, carets stay at home, and it says what it costs',
  async ({ people, server }) => {
    const hq = await people.owner({ name: 'Amara Diallo', entity: 'DPO' })
    const plan = await workspaceId(hq, /Velanga/)
    const field = await people.invite(hq, plan, { name: 'Ingrid Okafor', entity: 'OCHA', group: 'OCHA' })
    const traffic = watchTraffic(field.page)
    const updatesDuring = async (write: () => Promise<void>) => {
      const updates = () => server.metric('barycentre_received_updates_total')
      const before = await updates()
      await write()
      await expect.poll(updates).toBeGreaterThan(before)
      await expectSaved(field.page)
      return (await updates()) - before
    }
    const [a, b] = [await atTheVision(hq, plan), await atTheVision(field, plan)]
    // On a good line every key is a frame, and the caret is seen.
    await placeCaret(b, 'start')
    const good = await updatesDuring(() => b.keyboard.type('Each key by itself. ', { delay: 60 }))
    await expectBothRead([a, b], [/^Each key by itself\. By 2012/])
    expect(good).toBeGreaterThan(10)
    await expect(visionText(a)).toContainText('Ingrid Okafor')

    const details = await openSaveStatus(b)
    const line = details.getByLabel('Line to the server')
    await expect(line).toHaveValue('automatic')
    // Shown in whole kilobytes, and counted anew every five seconds.
    await expect
      .poll(async () => Math.abs((await shownBytes(b)) - traffic.bytes()), { timeout: 15_000 })
      .toBeLessThan(3_000)
    expect(traffic.bytes()).toBeGreaterThan(2_000)
    await line.selectOption('poor')
    await b.keyboard.press('Escape')
    await expect(saveChip(b)).toBeFocused()
    await expect.poll(() => server.metric('barycentre_trunks')).toBe(1)
    await expectSaved(b)
    await placeCaret(b, 'start')
    const poor = await updatesDuring(() => b.keyboard.type('All of it together. ', { delay: 60 }))
    await expectBothRead([a, b], [/^All of it together\. Each key/])
    await expectSaved(b)
    expect(poor).toBeGreaterThan(0)
    expect(poor).toBeLessThanOrEqual(5)

    // Who is there is known both ways; where their carets stand is not.
    await expectSeen(a, /Ingrid Okafor/)
    await expectSeen(b, /Amara Diallo/)
    await placeCaret(a, 'end')
    await a.keyboard.type(' Seen, without a caret.')
    await expectBothRead([a, b], [/Seen, without a caret\.$/])
    await expect(visionText(b)).not.toContainText('Amara Diallo')

    await openSaveStatus(b)
    const shown = await shownBytes(b)
    await a.keyboard.insertText(' It can be told at length.'.repeat(400))
    await expect.poll(() => shownBytes(b), { timeout: 15_000 }).toBeGreaterThan(shown + 8_000)

    await details.getByLabel('Line to the server').selectOption('automatic')
    await b.keyboard.press('Escape')
    await expectSaved(b)
    await placeCaret(b, 'start')
    const again = await updatesDuring(() => b.keyboard.type('As before. ', { delay: 60 }))
    await expectBothRead([a, b], [/^As before\. All of it/])
    expect(again).toBeGreaterThan(6)
  },
)

async function atTheVision(person: Person, plan: string): Promise<Page> {
  const page = await goTo(person, plan, 'vision')
  await expect(visionText(page)).toContainText('2012 Velanga')
  await expectSaved(page)
  return page
}

async function expectBothRead(pages: readonly Page[], texts: readonly RegExp[]): Promise<void> {
  for (const page of pages) for (const text of texts) await expect.poll(() => readVision(page)).toMatch(text)
}

async function expectSeen(page: Page, name: RegExp): Promise<void> {
  await expect(page.getByRole('banner').getByRole('button', { name }).first()).toBeVisible()
}

/** What the open popover says was used in the last minute. */
async function shownBytes(page: Page): Promise<number> {
  const text = (await saveDetails(page).textContent()) ?? ''
  return Number(/About ([\d,]+) kB/.exec(text)?.[1]?.replaceAll(',', '')) * 1_000
}

/** What goes over the WebSockets of a page since it was loaded, in bytes both ways. */
function watchTraffic(page: Page) {
  let bytes = 0
  page.on('framenavigated', () => (bytes = 0))
  page.on('websocket', (socket: WebSocket) => {
    socket.on('framesent', ({ payload }) => (bytes += payload.length))
    socket.on('framereceived', ({ payload }) => (bytes += payload.length))
  })
  return { bytes: () => bytes }
}
