import { execFileSync } from 'node:child_process'
import type { RunningServer } from './server.ts'

/** Whether this machine lets us forbid a process to write on. */
export function canFillDisk(): boolean {
  if (process.platform !== 'linux') return false
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Not a byte more into any file of this server: each write fails, as on a disk that takes nothing. */
export function fillDisk({ pid }: RunningServer): void {
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=0:'])
}

export function makeRoom({ pid }: RunningServer): void {
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:'])
}
