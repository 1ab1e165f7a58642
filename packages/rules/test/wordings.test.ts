import { locales } from '@barycentre/messages'
import { readCatalogues } from '@barycentre/messages/vite-plugin'
import { expect, test } from 'vitest'
import { rules } from '../src/index.ts'

test.each(locales)('every check has its words in %s', locale => {
  const words = readCatalogues(locale)
  const parts = ['title', 'finding', 'why', 'act']
  const lacking = rules.flatMap(({ id }) => parts.map(part => `checks.${id}.${part}`)).filter(key => !words[key])
  expect(lacking).toEqual([])
})
