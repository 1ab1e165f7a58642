import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const package_ = join(import.meta.dirname, '..')

test('every rule of SPEC.md has a test, and every number in a title is a rule', () => {
  const rules = readFileSync(join(package_, 'SPEC.md'), 'utf8').matchAll(/^- \*\*\[([A-Z]{3}-\d{2,3})\]\*\*/gm)
  const titles = ['test', 'testing'].flatMap(folder =>
    readdirSync(join(package_, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .flatMap(name => [
        ...readFileSync(join(package_, folder, name), 'utf8').matchAll(/'((?:\[[A-Z]{3}-\d{2,3}\] )+)/g),
      ]),
  )
  const cited = titles.flatMap(title => [...(title[1] as string).matchAll(/[A-Z]{3}-\d{2,3}/g)].map(id => id[0]))
  expect(sorted(cited)).toEqual(sorted([...rules].map(rule => rule[1] as string)))
})

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort()
}
