import { test as base } from '@playwright/test'
import { People } from './people.ts'
import { RunningServer, type Settings } from './server.ts'

export { expect } from '@playwright/test'

/** A story has a server of its own, with nothing in it yet, and people who come to it. */
export const story = base.extend<{ settings: Settings; server: RunningServer; people: People }>({
  // Of the server, where a story needs others than there are: `story.use({ settings })`.
  settings: [{}, { option: true }],
  server: async ({ settings }, lend, testInfo) => {
    const server = await RunningServer.start(settings)
    await lend(server)
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('what the server printed', { body: server.printed })
    }
    await server.close()
  },
  people: async ({ browser, server }, lend) => {
    const people = new People(browser, server)
    await lend(people)
    await people.close()
  },
})
