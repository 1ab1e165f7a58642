// How long after a keystroke in one browser the letter stands in another's: two people in the same text, on one machine.
// The server syncs each update to disk before it sends it on.
import { launchBrowser, RunningServer } from './drive.ts'
import { join } from './join.ts'
import { printTable } from './table.ts'

const rounds = 60

const server = await RunningServer.start()
const browser = await launchBrowser()
try {
  const { state, workspaceId } = await join(browser, server)
  const pages = await Promise.all(
    [0, 1].map(async () => {
      const page = await (await browser.newContext({ storageState: state })).newPage()
      await page.goto(`${server.url}/w/${workspaceId}/vision`)
      await page.locator('.ProseMirror').waitFor()
      return page
    }),
  )
  const [writer, reader] = pages
  if (writer === undefined || reader === undefined) throw new Error('two pages were opened')
  await writer.locator('.ProseMirror').click()
  await writer.keyboard.press('ControlOrMeta+End')
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const mark = `<${round}>`
    const seen = reader.evaluate(
      wanted =>
        new Promise<number>(resolve => {
          const editor = document.querySelector('.ProseMirror')
          const look = () => {
            if (editor?.textContent?.includes(wanted)) resolve(performance.timeOrigin + performance.now())
            else requestAnimationFrame(look)
          }
          look()
        }),
      mark,
    )
    await writer.keyboard.insertText(mark.slice(0, -1))
    const pressed = await writer.evaluate(() => performance.timeOrigin + performance.now())
    await writer.keyboard.insertText('>')
    times.push((await seen) - pressed)
    await writer.waitForTimeout(50)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) =>
    (times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN).toFixed(0)
  printTable(
    'A letter typed here, visible there',
    ['letters', 'p50 ms', 'p95 ms', 'most ms'],
    [[times.length, at(0.5), at(0.95), at(1)]],
  )
} finally {
  await browser.close()
  await server.close()
}
