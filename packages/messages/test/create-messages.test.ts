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

  it('says which keys it has', () => {
    const messages = create('en', { 'x.hello': 'Hello' })
    expect(messages.has('x.hello')).toBe(true)
    expect(messages.has('x.newer-than-this-build')).toBe(false)
    expect(messages.has('toString')).toBe(false)
  })

  it('a message that is not ICU stops the build and names its key', () => {
    expect(() => compileCatalogue({ 'x.broken': 'Hello {name' })).toThrow('x.broken')
  })
})

function create(locale: Locale, catalogue: Record<string, string>) {
  return createMessages(locale, compileCatalogue(catalogue))
}
