// Frames per second in a cabinet of 300 posts: while a post is dragged and while the plane is panned.
import type { Page } from 'playwright-core'
import { launchBrowser, RunningServer } from './drive.ts'
import { importPlan, join } from './join.ts'
import { printTable } from './table.ts'

const count = 300
const dotted = 30
const plan = {
  schemaVersion: '0.2',
  plan: { id: 'cabinet', title: 'A cabinet of 300 posts' },
  entities: [
    { id: 'mission', name: 'The mission', acronym: 'UNM', kind: 'mission', group: 'DPKO', insideMission: true },
  ],
  posts: Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    title: `Section ${i}`,
    kind: i % 3 === 0 ? 'unit' : 'post',
    entityId: 'mission',
    insideMission: true,
    staffing: { authorised: 10, filled: i % 11 },
    pos: { x: (i % 20) * 240, y: Math.floor(i / 20) * 160 },
  })),
  lines: [
    ...Array.from({ length: count - 1 }, (_, i) => ({
      id: `l${i}`,
      from: `p${i + 1}`,
      to: `p${Math.floor(i / 6)}`,
      type: 'direct',
    })),
    ...Array.from({ length: dotted }, (_, i) => ({ id: `d${i}`, from: `p${i * 9 + 20}`, to: `p${i}`, type: 'dotted' })),
  ],
}

const server = await RunningServer.start()
const browser = await launchBrowser()
try {
  const owner = await join(browser, server)
  const { workspaceId } = await importPlan(owner, server, plan)
  const page = await (
    await browser.newContext({ storageState: owner.state, viewport: { width: 1360, height: 860 } })
  ).newPage()
  await page.goto(`${server.url}/w/${workspaceId}/cabinet`)
  await page.locator('.react-flow__node').first().waitFor()
  await page.waitForTimeout(2_000)
  const rows: (readonly [string, string, string])[] = []
  rows.push(['nothing', ...(await frames(page, () => page.waitForTimeout(3_000)))])
  rows.push(['drag a post, all in view', ...(await frames(page, () => dragPost(page)))])
  rows.push(['pan, all in view', ...(await frames(page, () => pan(page)))])
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Zoom in' }).click()
  await page.waitForTimeout(1_000)
  rows.push(['drag a post, zoomed in', ...(await frames(page, () => dragPost(page)))])
  rows.push(['pan, zoomed in', ...(await frames(page, () => pan(page)))])
  printTable(`A cabinet of ${count} posts`, ['while', 'frames per second', 'longest frame ms'], rows)
} finally {
  await browser.close()
  await server.close()
}

async function frames(page: Page, act: () => Promise<void>): Promise<readonly [string, string]> {
  await page.evaluate(() => {
    const times: number[] = []
    const tick = (now: number) => {
      times.push(now)
      if (!('stopFrames' in globalThis)) requestAnimationFrame(tick)
    }
    Reflect.deleteProperty(globalThis, 'stopFrames')
    Object.assign(globalThis, { frameTimes: times })
    requestAnimationFrame(tick)
  })
  await act()
  const times = await page.evaluate(() => {
    Object.assign(globalThis, { stopFrames: true })
    return (globalThis as unknown as { frameTimes: number[] }).frameTimes
  })
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time))
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
  return [(gaps.length / seconds).toFixed(0), Math.max(...gaps).toFixed(0)]
}

async function dragPost(page: Page): Promise<void> {
  const nodes = page.locator('.react-flow__node')
  const box = await nodes.nth(Math.floor((await nodes.count()) / 2)).boundingBox()
  if (box === null) throw new Error('a post is on the screen')
  await page.mouse.move(box.x + box.width / 2, box.y + 8)
  await page.mouse.down()
  await wander(page, box.x, box.y)
  await page.mouse.up()
}

async function pan(page: Page): Promise<void> {
  const box = await page.locator('.react-flow__pane').boundingBox()
  if (box === null) throw new Error('the plane is on the screen')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 12)
  await page.keyboard.down('Space')
  await page.mouse.down()
  await wander(page, box.x + box.width / 2, box.y + box.height - 80)
  await page.mouse.up()
  await page.keyboard.up('Space')
}

async function wander(page: Page, x: number, y: number): Promise<void> {
  for (let i = 0; i < 90; i++) {
    await page.mouse.move(x + 60 * Math.sin(i / 9), y + 40 * Math.cos(i / 9))
    await page.waitForTimeout(16)
  }
}
