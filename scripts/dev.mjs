// `npm run dev`: the server from its sources, started anew when they change, and Vite's own server for the web client.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { environment, projectNode, root } from './checkout.mjs'

const onWindows = process.platform === 'win32'
const server = spawn(projectNode, ['--watch', 'apps/server/src/main.ts', 'serve'], {
  cwd: root,
  env: environment,
  stdio: 'inherit',
})
const web = spawn('vite', [], { cwd: join(root, 'apps', 'web'), env: environment, stdio: 'inherit', shell: onWindows })

// Neither is of use without the other.
for (const [one, other] of [
  [server, web],
  [web, server],
]) {
  one.on('exit', code => {
    other.kill()
    process.exitCode ||= code ?? 0
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
