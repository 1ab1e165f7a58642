// The tasks behind `npm start`, `npm test` and their like. Needs only Node.js >= 20 with npm: everything else is pinned and
// fetched by install.mjs.
import { build, builtServer } from './build.mjs'
import { projectNode } from './checkout.mjs'
import { runBin, standInFor } from './child.mjs'
import { install } from './install.mjs'
import { runMain, Stop } from './stop.mjs'

const tasks = {
  async start(...args) {
    await build()
    return standInFor(projectNode, [builtServer, 'serve', ...args])
  },
  async build() {
    await build()
    return 0
  },
  async check() {
    const { runSteps, cheapSteps } = await import('./steps.mjs')
    return runSteps(cheapSteps)
  },
  async test() {
    const { runSteps, allSteps } = await import('./steps.mjs')
    return runSteps(allSteps)
  },
  async nightly(...args) {
    const { nightly } = await import('./nightly.mjs')
    return nightly(...args)
  },
  dev: () => standInFor(projectNode, ['scripts/dev.mjs']),
  async bench(...args) {
    await build()
    return standInFor(projectNode, ['bench/run.mjs', ...args])
  },
  format: () => runBin('prettier', '--write', '--log-level=warn', '.'),
}

await runMain(async () => {
  const [name = 'start', ...args] = process.argv.slice(2)
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined
  if (!task) throw new Stop(`There is no task ${name}. The tasks are ${Object.keys(tasks).join(', ')}.`)
  await install()
  return task(...args)
})
