import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environment, root } from '../checkout.mjs'
import { rooms } from '../rooms.mjs'
import { findBreaches, findBreachesIn, importsOf } from '../walls.mjs'

let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'walls-'))
  const room = '{packages,apps}/*/{src,package.json,tsconfig.json,turbo.json}'
  const repository =
    '{package.json,turbo.json,tsconfig.base.json,pnpm-workspace.yaml,pnpm-lock.yaml,{e2e,bench}/*.json}'
  for (const path of globSync([room, repository], { cwd: root }))
    cpSync(join(root, path), join(copy, path), { recursive: true })
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** Writes a file into the copy, looks, and puts back what was there. */
function withPlanted<T>(file: string, text: (before: string) => string, look: () => T): T {
  const path = join(copy, file)
  const before = globSync(file, { cwd: copy }).length > 0 ? readFileSync(path, 'utf8') : undefined
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text(before ?? ''))
  try {
    return look()
  } finally {
    if (before === undefined) rmSync(path)
    else writeFileSync(path, before)
  }
}

function breachesWith(file: string, line: string): string[] {
  const folder = file.split('/', 2).join('/')
  const room = rooms[folder]
  const look = () => (room ? findBreachesIn(copy, folder, room) : findBreaches(copy))
  return withPlanted(file, () => line, look)
}

function turboBoundaries() {
  const { status, stdout, stderr } = spawnSync('turbo', ['boundaries'], {
    cwd: copy,
    env: environment,
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

describe('the tree as it is', () => {
  it('breaches no wall of the table', () => expect(findBreaches(root)).toEqual([]))
  it('breaches no wall that turbo holds', () => expect(turboBoundaries()).toMatchObject({ status: 0 }))
  it('has been looked at: every row of the table is a room, with imports to judge', () => {
    for (const folder of Object.keys(rooms))
      expect(globSync(`${folder}/src/**/*.{ts,tsx}`, { cwd: root })).not.toEqual([])
  })
})

describe('a planted breach is found', () => {
  const cases: [wall: string, file: string, line: string, reason: string][] = [
    ['another room', 'packages/sync/src/planted.ts', `import { kinds } from '@barycentre/plan'`, 'the room plan'],
    [
      'another room, for a type',
      'packages/kit/src/planted.ts',
      `import type { Plan } from '@barycentre/plan'`,
      'the room plan',
    ],
    [
      'another room, re-exported',
      'packages/plan/src/planted.ts',
      `export * from '@barycentre/access'`,
      'the room access',
    ],
    [
      'another room, loaded late',
      'packages/ui/src/planted.ts',
      `const plan = await import('@barycentre/plan')`,
      'the room plan',
    ],
    [
      'another room, inside a type',
      'packages/access/src/planted.ts',
      `type X = import('@barycentre/sync').Room`,
      'the room sync',
    ],
    [
      'a room that clients keep',
      'apps/server/src/planted.ts',
      `import '@barycentre/store-indexeddb'`,
      'the room store-indexeddb',
    ],
    [
      'a room that servers keep',
      'apps/web/src/planted.tsx',
      `import '@barycentre/store-sqlite'`,
      'the room store-sqlite',
    ],
    [
      'what is for tests',
      'apps/server/src/planted.ts',
      `import { network } from '@barycentre/sync/testing'`,
      'for tests',
    ],
    ['Yjs in the commands', 'packages/commands/src/planted.ts', `import * as Y from 'yjs'`, 'the package yjs'],
    [
      'React in the live document',
      'packages/plan-doc/src/planted.ts',
      `import { useState } from 'react'`,
      'the package react',
    ],
    ['Hono in a store', 'packages/store-sqlite/src/planted.ts', `import { Hono } from 'hono'`, 'the package hono'],
    [
      'a scoped package',
      'packages/messages/src/planted.ts',
      `import { useLingui } from '@lingui/react'`,
      'package @lingui/react',
    ],
    [
      'Yjs in a screen',
      'apps/web/src/features/canvas/planted.tsx',
      `import * as Y from 'yjs'`,
      'may import yjs in src/workspace',
    ],
    [
      'Node in a pure room',
      'packages/plan/src/planted.ts',
      `import { readFileSync } from 'node:fs'`,
      'may not know Node',
    ],
    [
      'Node by its short name',
      'packages/sync/src/planted.ts',
      `import { EventEmitter } from 'events'`,
      'may not know Node',
    ],
    ['a file without a job', 'packages/kit/src/utils.ts', `export const one = 1`, 'after its one job'],
    ['a room without a row', 'packages/attic/package.json', `{ "name": "@barycentre/attic" }`, 'no row'],
  ]
  it.each(cases)('%s', (_wall, file, line, reason) => {
    const breaches = breachesWith(file, line)
    expect(breaches).toHaveLength(1)
    expect(breaches[0]).toContain(file.replace('/package.json', ''))
    expect(breaches[0]).toContain(reason)
  })

  it('a room that gives itself the DOM', () => {
    const widen = (before: string) =>
      JSON.stringify({ ...JSON.parse(before), compilerOptions: { lib: ['es2024', 'dom'] } })
    const breaches = withPlanted('packages/plan/tsconfig.json', widen, () => findBreaches(copy))
    expect(breaches).toEqual(['packages/plan/tsconfig.json: the room may not know dom'])
  })

  it('Yjs in the places that the table names is no breach', () => {
    expect(breachesWith('apps/web/src/workspace/planted.ts', `import * as Y from 'yjs'`)).toEqual([])
    expect(breachesWith('apps/web/src/features/vision/planted.ts', `import * as Y from 'yjs'`)).toEqual([])
  })
})

describe('a planted breach is found by turbo', () => {
  it('a dependency on a higher floor', () => {
    const lift = (before: string) => {
      const manifest = JSON.parse(before) as { dependencies: object }
      return JSON.stringify({
        ...manifest,
        dependencies: { ...manifest.dependencies, '@barycentre/commands': 'workspace:*' },
      })
    }
    const { status, said } = withPlanted('packages/plan/package.json', lift, turboBoundaries)
    expect(status).toBe(1)
    expect(said).toContain('`@barycentre/commands` found without any tag')
  })

  it('a package that the room does not declare', () => {
    const line = () => `export const late = import('yjs')`
    const { status, said } = withPlanted('packages/plan/src/planted.ts', line, turboBoundaries)
    expect(status).toBe(1)
    expect(said).toContain('cannot import package `yjs`')
  })

  it('a file of another room, past its door', () => {
    const line = () => `export { must } from '../../kit/src/assert.ts'`
    const { status, said } = withPlanted('packages/plan/src/planted.ts', line, turboBoundaries)
    expect(status).toBe(1)
    expect(said).toContain('leaves the package')
  })
})

describe('what counts as an import', () => {
  it('is what the parser says, not what a line looks like', () => {
    const source = [
      `// import 'commented'`,
      `const text = "import 'quoted'"`,
      `import {`,
      `  several,`,
      `} from 'multi-line'`,
      `export { several, text }`,
      `const view = <p>import 'shown'</p>`,
    ].join('\n')
    expect(importsOf('planted.tsx', source)).toEqual(['multi-line'])
  })
})
