import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { card, cell, goTo, saveChip, visionText, workspaceId } from '../support/screens.ts'
import { expect, story } from '../support/story.ts'

story('a reader sees everything and can write nothing', async ({ people }) => {
  const hq = await people.owner()
  const plan = await workspaceId(hq, /Velanga/)
  const reader = await people.invite(hq, plan, { name: 'Pieter Visser', group: 'OBS', role: 'reader' })
  const page = await goTo(reader, plan, 'benchmarks')
  await cell(page, 'b03', 'indicator').click()
  await page.keyboard.type('forged')
  await expect(cell(page, 'b03', 'indicator')).not.toContainText('forged')
  await goTo(reader, plan, 'vision')
  await expect(visionText(page)).toHaveAttribute('contenteditable', 'false')
  await goTo(reader, plan, 'canvas')
  await expect(card(page, 'o01', 'ph1')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a phase' })).toHaveCount(0)
  await expect(saveChip(page)).toHaveAttribute('data-save-state', 'read-only')
})

story(
  'a script with the stock y-websocket client and a token edits the plan that a browser shows',
  async ({ people, server }) => {
    const hq = await people.owner()
    const plan = await workspaceId(hq, /Velanga/)
    const { token } = await people.ask<{ token: string }>(hq, `workspaces/${plan}/tokens`, {
      name: 'Reporting script',
      group: 'OBS',
      role: 'planner',
    })
    const page = await goTo(hq, plan, 'benchmarks')
    await expect(cell(page, 'b03', 'indicator')).toContainText('people demobilised')
    const doc = new Y.Doc()
    const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/sync`, `${plan}/plan`, doc, {
      params: { token, schema: '1' },
      WebSocketPolyfill: WebSocket as never,
      disableBc: true,
    })
    try {
      await expect.poll(() => doc.getMap('benchmark').get('b03/indicator')).toBe('people demobilised')
      doc.getMap('benchmark').set('b03/indicator', 'counted by a script')
      await expect(cell(page, 'b03', 'indicator')).toContainText('counted by a script')
    } finally {
      provider.destroy()
    }
  },
)

story('without an invitation there is no way in', async ({ browser, people, server }) => {
  const hq = await people.owner()
  const plan = await workspaceId(hq, /Velanga/)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${server.url}/w/${plan}/canvas`)
  await expect(page.getByText('You are signed out')).toBeVisible()
  expect((await context.request.get(`${server.url}/api/workspaces/${plan}/export`)).status()).toBe(401)
  await page.goto(`${server.url}/join/not-an-invitation`)
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page.locator('input[autocomplete=name]')).toHaveCount(0)
  await context.close()
})
