import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every numbered rule of SPEC.md has a test that cites it, and every citation a rule', () => {
  const cited = new Set<string>()
  for (const file of readdirSync(import.meta.dirname)) {
    const titles = readFileSync(`${import.meta.dirname}/${file}`, 'utf8').matchAll(/^\s*test\('((?:\[CMD-\d+\] ?)+)/gm)
    for (const [, ids] of titles) for (const [id] of (ids as string).matchAll(/CMD-\d+/g)) cited.add(id)
  }
  const spec = readFileSync(`${import.meta.dirname}/../SPEC.md`, 'utf8')
  const rules = [...spec.matchAll(/^- \*\*\[(CMD-\d+)\]/gm)].map(([, id]) => id)
  expect([...cited].sort()).toEqual(rules.sort())
})
