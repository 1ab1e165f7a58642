#!/usr/bin/env node
// The command line from a checkout (`npx barycentre …`): sees to it that it is installed and built, then stands in for it.
// Its stdout is the command's alone, since machines read it; what is said here goes to stderr.
import { join } from 'node:path'
import { build, builtServer } from './build.mjs'
import { environment, projectNode, root } from './checkout.mjs'
import { standInFor } from './child.mjs'
import { install } from './install.mjs'
import { runMain } from './stop.mjs'

await runMain(async () => {
  await install()
  await build()
  // One checkout has one default data folder, wherever in it the command is typed.
  const env = { DATA_DIR: join(root, 'data'), ...environment }
  return standInFor(projectNode, [builtServer, ...process.argv.slice(2)], { cwd: process.cwd(), env })
})
