import { describe, expect, it } from 'vitest'
import { compileCatalogue } from '../src/compile-catalogue.ts'
import { createMessages } from '../src/create-messages.ts'
import type { Locale } from '../src/locale.ts'
import type { MessageKey } from '../src/message-key.ts'

/** Made-up keys: what is proven is the mechanism, not a sentence of some screen. */
const key = (name: string) => name as MessageKey

describe('createMessages', () => {
  it('fills the placeholders', () => {
    const messages = create('en', { 'x.hello': 'Hello {name}' })
    expect(messages.translate(key('x.hello'), { name: 'Amina' })).toBe('Hello Amina')
  })

  it('chooses among the six Arabic plural forms', () => {
    const messages = create('ar', {
      'x.n': '{n, plural, zero {صفر} one {واحد} two {اثنان} few {قليل} many {كثير} other {غير ذلك}}',
    })
    const chosen = [0, 1, 2, 3, 11, 100].map(n => messages.translate(key('x.n'), { n }))
    expect(chosen).toEqual(['صفر', 'واحد', 'اثنان', 'قليل', 'كثير', 'غير ذلك'])
  })

  it('selects by a word, and by other for a word it does not know', () => {
    const messages = create('en', { 'x.s': '{role, select, reader {may read} other {may write}}' })
    expect(messages.translate(key('x.s'), { role: 'reader' })).toBe('may read')
    expect(messages.translate(key('x.s'), { role: 'owner' })).toBe('may write')
  })

  it('writes numbers as the language does, and the number of a plural by #', () => {
    const messages = create('en', {
      'x.n': '{n, plural, =0 {none of {all, number}} one {# objective} other {{who}: # objectives}}',
    })
    const write = (n: number) => messages.translate(key('x.n'), { n, all: 10_000, who: 'OCHA' })
    expect([0, 1, 1234].map(write)).toEqual(['none of 10,000', '1 objective', 'OCHA: 1,234 objectives'])
  })

  it('leaves out what it was not given, and takes nothing that every object inherits', () => {
    const messages = create('en', { 'x.a': '[{name}]', 'x.s': '{toString, select, other {others}}' })
    expect(messages.translate(key('x.a'))).toBe('[]')
    expect(messages.translate(key('x.s'), { toString: 'constructor' } as never)).toBe('others')
  })

  it('gives back a key that it has no message for', () => {
    expect(create('en', {}).translate(key('x.unknown'))).toBe('x.unknown')
  })

  it('says which keys it has', () => {
    const messages = create('en', { 'x.hello': 'Hello' })
    expect(messages.has('x.hello')).toBe(true)
    expect(messages.has('x.newer-than-this-build')).toBe(false)
    expect(messages.has('toString')).toBe(false)
  })

  it('a message that is not ICU stops the build and names its key', () => {
    expect(() => compileCatalogue({ 'x.broken': 'Hello {name' })).toThrow('x.broken')
  })

  it.each(['{d, date}', '{n, number, percent}', '{n, plural, offset:1 other {#}}', '{n, selectordinal, other {#th}}'])(
    'a message that asks for more than is done stops it too: %s',
    message => {
      expect(() => compileCatalogue({ 'x.more': message })).toThrow('x.more')
    },
  )
})

function create(locale: Locale, catalogue: Record<string, string>) {
  return createMessages(locale, compileCatalogue(catalogue))
}
