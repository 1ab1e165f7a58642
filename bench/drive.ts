// What the benches share with the stories: the built server as a process, and a browser.
import { chromium, type Browser } from 'playwright-core'
// @boundaries-ignore The scripts are the repository's own and no room; who drives the apps may use them.
import { findChromium } from '../scripts/chromium.mjs'

// @boundaries-ignore Stories and benches drive the same server in the same way.
export { RunningServer } from '../e2e/support/server.ts'

export async function launchBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
  return chromium.launch({ executablePath: await findChromium(), args })
}
