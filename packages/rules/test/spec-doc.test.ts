import { expect, test } from 'vitest'
import { specDocument } from '../spec-doc.ts'
import { rules } from '../src/index.ts'

test('SPEC.md says what the rules say; if not, run `node packages/rules/spec-doc.ts`', () => {
  const { found, fresh } = specDocument()
  expect(found).toBe(fresh)
})

test('SPEC.md has every check once, with an example each way', () => {
  const { fresh } = specDocument()
  const sections = fresh.split(/^### /m).slice(1)
  expect(sections.map(each => each.slice(0, 6))).toEqual(rules.map(({ id }) => id))
  for (const section of sections)
    expect(section).toMatch(/^> \S.*\n[^]*^- Reads: .+\.\n- Finds something: `\{.*\}`\n- Finds nothing: `\{.*\}`$/m)
})
