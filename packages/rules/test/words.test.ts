import { createMessages, formatDate, formatList } from '@barycentre/messages'
import { compileCatalogue } from '@barycentre/messages/compile'
import { expect, test } from 'vitest'
import { checkWords } from '../src/words.ts'

const { translate, has } = createMessages(
  'en',
  compileCatalogue({
    'checks.BEN-01.title': 'A benchmark that cannot be measured',
    'checks.BEN-01.finding': '“{title}” lacks its {missing}.',
    'checks.BEN-04.finding': '{known, select, yes {Last measured on {on}.} other {Never measured.}}',
    'checks.word.indicator': 'indicator',
    'checks.word.target': 'target value',
  }),
)
const words = checkWords({
  say: (key, values) => (has(key) ? translate(key, values) : undefined),
  date: day => formatDate('en', day, 'longDate'),
  list: parts => formatList('en', parts),
})

test('the facts of a finding come as one text each: words looked up, lists and dates as the language writes them', () => {
  const facts = { title: 'Courts', missing: { words: ['indicator', 'target', 'a word from elsewhere'] } }
  expect(words.sentence({ check: 'BEN-01', facts })).toBe(
    '“Courts” lacks its indicator, target value and a word from elsewhere.',
  )
  expect(words.sentence({ check: 'BEN-04', facts: { known: 'yes', on: { date: '2006-08-20' } } })).toBe(
    'Last measured on 20 August 2006.',
  )
})

test('without words a check is called by its id, and says what it knows', () => {
  expect(words.title('OBJ-04')).toBe('OBJ-04')
  expect(words.why('OBJ-04')).toBe('')
  expect(words.sentence({ check: 'COG-01' })).toBe('COG-01')
  const facts = { title: 'A', titles: { texts: ['B', 'C'] }, count: 2 }
  expect(words.sentence({ check: 'COG-06', facts })).toBe('COG-06 (title: A; titles: B and C; count: 2)')
})
