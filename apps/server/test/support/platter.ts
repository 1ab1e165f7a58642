import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './server.ts'

/** What a disk is told to fail at: the syncs of files whose names end so. Nothing: of all. */
export type Failing = '-wal' | '.sqlite' | '.incoming' | ''

/** The disk under one process's data folder: says what would be left of it without power, and fails when it is told to. */
export interface Platter {
  /** What would be left: a data folder of its own. */
  readonly folder: string
  /** With these, a program writes to this disk. */
  readonly environment: Record<string, string>
  failSyncs(what: Failing): void
  heal(): void
}

/** Where platters are made; why not, where this machine cannot. */
export function buildPlatters(): ((dataFolder: string, seed: number) => Platter) | string {
  if (process.platform !== 'linux') return 'a disk that forgets is made for Linux only'
  const library = join(temporaryFolder(), 'platter.so')
  const source = fileURLToPath(new URL('platter.c', import.meta.url))
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], { stdio: 'pipe' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return 'a disk that forgets takes a C compiler to make'
    throw cause
  }
  return (dataFolder, seed) => {
    const folder = temporaryFolder()
    for (const name of readdirSync(dataFolder))
      if (isKept(name)) copyFileSync(join(dataFolder, name), join(folder, name))
    const fails = join(temporaryFolder(), 'fails')
    return {
      folder,
      environment: {
        LD_PRELOAD: library,
        DISK_FOLDER: dataFolder,
        DISK_FILE: 'barycentre.sqlite',
        DISK_PLATTER: folder,
        DISK_FAILS: fails,
        DISK_SEED: String(seed),
      },
      failSyncs: what => writeFileSync(fails, what),
      heal() {
        if (existsSync(fails)) rmSync(fails)
      },
    }
  }
}

function isKept(name: string): boolean {
  return name === 'barycentre.sqlite' || name === 'barycentre.sqlite-wal'
}
