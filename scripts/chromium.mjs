// The browser of the stories: the machine's own Chromium, never a download of ours.
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { environment } from './checkout.mjs'
import { standInFor } from './child.mjs'
import { Stop } from './stop.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']
const WANTED =
  'The browser stories need Chromium: install the package chromium, or set CHROMIUM to the path of a Chrome or Chromium.'

/** The path of a Chromium. On Debian as root it installs one when there is none; elsewhere it says what to do. */
export async function findChromium() {
  const named = process.env.CHROMIUM
  if (named && !isExecutable(named)) throw new Stop(`CHROMIUM names ${named}, which is not a program that can be run.`)
  const found = named || findOnPath()
  if (found) return found
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) throw new Stop(WANTED)
  console.log('No Chromium on this machine: installing the package chromium.')
  await standInFor('apt-get', ['update', '--quiet'])
  await standInFor('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium'], {
    env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' },
  })
  const installed = findOnPath()
  if (!installed) throw new Stop(WANTED)
  return installed
}

function findOnPath() {
  const folders = (process.env.PATH ?? process.env.Path ?? '').split(delimiter)
  return folders.flatMap(folder => NAMES.map(name => join(folder, name))).find(isExecutable)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // Not there, or not ours to run: the same to who looks for one.
  }
}
