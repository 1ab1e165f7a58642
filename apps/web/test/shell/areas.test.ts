import { readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  areasOfPath,
  everywhereAreas,
  homeAreas,
  joinAreas,
  recordAreas,
  screenAreas,
  workspaceAreas,
} from '../../src/shell/areas.ts'
import { screens } from '../../src/shell/routes.ts'

const sources = `${import.meta.dirname}/../../src`
const areas = readdirSync(`${sources}/../../../packages/messages/catalogues/en`).map(name => name.replace('.json', ''))

describe('areas', () => {
  it.each(screens)('the screen %s says no word whose area it does not wait for', screen => {
    expect(areasSaidIn(`features/${screen}`)).toBeWithin([
      ...everywhereAreas,
      ...workspaceAreas,
      ...screenAreas[screen],
    ])
  })

  it('what is there on every screen of a workspace waits for its words with the workspace', () => {
    expect(areasSaidIn('features/record')).toBeWithin([...everywhereAreas, ...workspaceAreas, ...recordAreas])
    expect(areasSaidIn('features/presence')).toBeWithin([...everywhereAreas, ...workspaceAreas])
  })

  it('home waits for its words', () => {
    expect(areasSaidIn('features/home')).toBeWithin([...everywhereAreas, ...homeAreas])
  })

  it('the address alone tells what its first view needs', () => {
    expect(areasOfPath('/')).toEqual([...everywhereAreas, ...homeAreas])
    expect(areasOfPath('/join/secret')).toEqual([...everywhereAreas, ...joinAreas])
    expect(areasOfPath('/w/velanga/canvas')).toEqual([...everywhereAreas, ...workspaceAreas, 'canvas'])
    expect(areasOfPath('/w/velanga/canvas', '?record=objective:o1')).toEqual([
      ...everywhereAreas,
      ...workspaceAreas,
      'canvas',
      ...recordAreas,
    ])
    expect(areasOfPath('/w/velanga/toString')).toEqual([...everywhereAreas, ...workspaceAreas])
  })
})

expect.extend({
  toBeWithin(said: string[], allowed: readonly string[]) {
    const beyond = said.filter(area => !allowed.includes(area))
    return {
      pass: said.length > 0 && beyond.length === 0,
      message: () => `says words of ${beyond.join(', ') || 'no area'}`,
    }
  },
})

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void>, T> {
    toBeWithin(allowed: readonly string[]): T
  }
}

/** The areas of which a feature says words, by itself and by what it takes from other features. */
function areasSaidIn(feature: string): string[] {
  const folder = `${sources}/${feature}`
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name))
  const files = new Set(own.map(name => resolve(folder, name)))
  const said = new Set<string>()
  // A set that grows while it is walked is walked to its end.
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    for (const [, area] of text.matchAll(/\bt(?:ranslate)?\(\s*['"`](\w+)\./g)) said.add(area!)
    for (const [, path] of text.matchAll(/from '(\.\.?\/[^']+\.tsx?)'/g)) {
      const imported = resolve(dirname(file), path!)
      if (imported.includes('/features/')) files.add(imported)
    }
  }
  return [...said].filter(area => areas.includes(area))
}
