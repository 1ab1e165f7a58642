import { defineConfig } from '@playwright/test'
// @boundaries-ignore The scripts are the repository's own and no room; who drives the apps may use them.
import { findChromium } from '../scripts/chromium.mjs'

const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(part => `--disable-${part}`)

export default defineConfig({
  testDir: 'stories',
  outputDir: '../node_modules/.cache/stories',
  // Each story has its own server and two or three browsers' worth of people: one at a time is what two cores carry.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    trace: 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1360, height: 860 },
    launchOptions: {
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--no-first-run', ...quiet],
    },
  },
})
