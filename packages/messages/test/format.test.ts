import { describe, expect, it } from 'vitest'
import { compareText, formatDate, formatList, formatMoney, formatNumber, formatRelativeTime } from '../src/format.ts'
import { chooseLocale, direction } from '../src/locale.ts'

describe('format', () => {
  it('a calendar day is the same day in every time zone', () => {
    expect(formatDate('en', '2006-09-01')).toBe('1 Sept 2006')
    expect(formatDate('fr', '2006-09-01', 'longDate')).toBe('1 septembre 2006')
  })

  it('a date that is none is shown as it was written', () => {
    expect(formatDate('en', 'before the elections')).toBe('before the elections')
  })

  it('numbers and money follow the language', () => {
    expect(formatNumber('en', 1234567)).toBe('1,234,567')
    expect(formatMoney('en', 1500000)).toMatch(/^USD\s1,500,000$/)
    expect(formatMoney('fr', 1500000)).toMatch(/^1\s500\s000\sUSD$/)
  })

  it('distances in time use the largest unit that they fill', () => {
    expect(formatRelativeTime('en', 0, 3 * 86_400_000)).toBe('in 3 days')
    expect(formatRelativeTime('en', 7_200_000, 0)).toBe('2 hours ago')
  })

  it('lists and order are those of the language', () => {
    expect(formatList('fr', ['OCHA', 'DPA', 'DPKO'])).toBe('OCHA, DPA et DPKO')
    expect(['Phase 10', 'Phase 2', 'évaluation'].sort((a, b) => compareText('fr', a, b))).toEqual([
      'évaluation',
      'Phase 2',
      'Phase 10',
    ])
  })
})

describe('locale', () => {
  it('the first wanted language that the screens speak is chosen, else English', () => {
    expect(chooseLocale(['zh-CN', 'fr-CD', 'en'])).toBe('fr')
    expect(chooseLocale(['zh-CN'])).toBe('en')
  })

  it('Arabic runs from right to left', () => {
    expect(direction('ar')).toBe('rtl')
    expect(direction('fr')).toBe('ltr')
  })
})
