// `npm run dev`: the server from its sources, started anew when they change, behind Vite's own server for the web client.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { environment, projectNode, root } from './checkout.mjs'

const shell = process.platform === 'win32'
// People come by way of Vite, so the links that the server prints must lead there.
const env = {
  PUBLIC_URL: 'http://localhost:5173',
  BARYCENTRE_SERVER: `http://localhost:${environment.PORT ?? 4400}`,
  ...environment,
}
const server = spawn(projectNode, ['--watch', 'apps/server/src/main.ts', 'serve'], { cwd: root, env, stdio: 'inherit' })
const web = spawn('vite', ['--strictPort'], { cwd: join(root, 'apps', 'web'), env, stdio: 'inherit', shell })

// Neither is of use without the other.
server.on('exit', () => web.kill())
web.on('exit', () => server.kill())
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
