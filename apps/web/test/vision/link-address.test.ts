import { describe, expect, it } from 'vitest'
import { linkAddress } from '../../src/features/vision/link-address.ts'

describe('the address of a link', () => {
  it.each([
    ['https://www.un.org/en', 'https://www.un.org/en'],
    ['www.un.org', 'https://www.un.org'],
    [' un.org/peace?x=1 ', 'https://un.org/peace?x=1'],
    ['planner@un.org', 'mailto:planner@un.org'],
    ['mailto:planner@un.org', 'mailto:planner@un.org'],
    ['tel:+1212', 'tel:+1212'],
    ['docs.un.org:8080/a', 'https://docs.un.org:8080/a'],
  ])('%s leads to %s', (typed, address) => {
    expect(linkAddress(typed)).toBe(address)
  })

  it.each(['', 'peace', 'two words.org', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://'])(
    '%s leads nowhere',
    typed => {
      expect(linkAddress(typed)).toBeUndefined()
    },
  )
})
