import type { Store } from '@barycentre/sync'
import { openSqliteStore } from '@barycentre/store-sqlite'
import { realChance, type Chance } from '../chance.ts'
import { addressOf, readConfig, type Config } from '../config.ts'
import { makeDataFolder, openDataFolder } from '../database/data-folder.ts'
import { createRecords, type Records } from '../records.ts'
import type { Workspace } from '../workspaces/workspaces.ts'
import { Failure, getOption, type Invocation } from './command.ts'

/** What a command works on: the same file that a running server has open. */
export interface Opened {
  readonly records: Records
  readonly store: Store
  readonly chance: Chance
  readonly now: () => number
  readonly address: string
}

export function readConfigOrFail({ environment, workingDir }: Invocation): Config {
  const config = readConfig(environment, workingDir)
  if (!config.ok) throw new Failure(config.error.sentence)
  return config.value
}

/** Opens the data folder for one command and closes it behind it, whatever happens. */
export async function withRecords<T>(invocation: Invocation, work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = readConfigOrFail(invocation)
  const folder = makeDataFolder(config.dataDir)
  if (!folder.ok) throw new Failure(folder.error)
  const opened = openDataFolder(config.dataDir)
  if (!opened.ok) throw new Failure(opened.error)
  const now = Date.now
  const database = opened.value
  const store = openSqliteStore(database.sql)
  try {
    return await work({ records: createRecords(database), store, chance: realChance, now, address: addressOf(config) })
  } finally {
    await store.close()
    database.close()
  }
}

/** The workspace that `--workspace` names: by its id, or by its name where only one has it. */
export function getWorkspace({ records }: Opened, invocation: Invocation): Workspace {
  const wanted = getOption(invocation, 'workspace')
  const all = records.workspaces.all()
  const byId = all.find(workspace => workspace.id === wanted)
  if (byId !== undefined) return byId
  const named = all.filter(workspace => workspace.name === wanted)
  const [found] = named
  if (found === undefined)
    throw new Failure(`There is no workspace "${wanted}". "barycentre workspace list" shows them.`)
  if (named.length > 1) {
    throw new Failure(
      `Several workspaces are called "${wanted}"; name one by its id: ${named.map(each => each.id).join(', ')}.`,
    )
  }
  return found
}
