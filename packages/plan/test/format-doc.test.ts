import { expect, it } from 'vitest'
import { formatDocument } from '../format-doc.ts'

it('docs/plan-format.md says what the definitions say; if not, run `node packages/plan/format-doc.ts`', () => {
  const { found, fresh } = formatDocument()
  expect(found).toBe(fresh)
})
