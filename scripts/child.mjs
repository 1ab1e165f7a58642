// The two ways in which the scripts run another program.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import { environment, root } from './checkout.mjs'
import { Stop } from './stop.mjs'

const onWindows = process.platform === 'win32'

/**
 * Runs a tool to its end and settles with `{ code, output }`. What it prints goes to stderr as it comes, but for lines
 * that match `unsaid`.
 */
export async function runTool(command, args, { env = environment, unsaid } = {}) {
  // npx and what lies in node_modules/.bin are .cmd files on Windows, which only a shell can run. All arguments are ours.
  const child = spawn(command, args, { cwd: root, env, shell: onWindows, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const hear = line => {
    output = `${output}${line}\n`.slice(-100_000)
    if (!unsaid?.test(line)) console.error(line)
  }
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', hear)
  const code = await untilEnded(child, command)
  return { code, output }
}

/**
 * Becomes another program as far as a parent can: its terminal is ours, signals to us reach it, and its exit code is
 * what this settles with.
 */
export function standInFor(command, args, { cwd = root, env = environment, shell = false } = {}) {
  return untilEnded(spawn(command, args, { cwd, env, shell, stdio: 'inherit' }), command)
}

/** One of the tools in node_modules/.bin, as if typed here; settles with its exit code. */
export function runBin(command, ...args) {
  return standInFor(command, args, { shell: onWindows })
}

function untilEnded(child, command) {
  const offs = ['SIGINT', 'SIGTERM', 'SIGHUP'].map(signal => {
    // A terminal gives Ctrl-C to the whole foreground group, hence to the child too; twice would read as "at once".
    const relay = () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal))
    process.on(signal, relay)
    return () => process.off(signal, relay)
  })
  const ended = new Promise((resolve, reject) => {
    child.on('error', cause => reject(new Stop(notStarted(command, cause), { cause })))
    child.on('close', (code, signal) => resolve(code ?? exitCodeOf(signal)))
  })
  return ended.finally(() => offs.forEach(off => off()))
}

// A shell's reading of a program that a signal ended.
function exitCodeOf(signal) {
  return 128 + (constants.signals[signal] ?? 0)
}

function notStarted(command, cause) {
  if (cause.code === 'ENOENT' && command === 'npx')
    return 'npx was not found: install Node.js 20 or newer together with npm.'
  return `${command} could not be started: ${cause.message}`
}
