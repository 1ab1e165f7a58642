import { describe, expect, it } from 'vitest'
import { isPlain, plainTextOf, proseFromPlainText, proseSchema, type ProseNode } from '../src/index.ts'

/** Every text of up to five of these pieces: small enough to try them all, and the seams are where text breaks. */
const pieces = ['\n', 'a', ' ', '- ', 'السلام', '🕊️', '\t']
const texts = textsUpTo(5)

describe('plain text', () => {
  it('comes back from prose as it went in', () => {
    expect(texts.length).toBeGreaterThan(19_000)
    expect(texts.filter(text => plainTextOf(proseFromPlainText(text)) !== text)).toEqual([])
  })

  it('becomes prose that the schema accepts and gives back, and that is plain', () => {
    const lost = texts.filter(text => {
      const prose = proseFromPlainText(text)
      const read = proseSchema.nodeFromJSON(prose)
      read.check()
      return !isPlain(prose) || !isPlain(read.toJSON() as ProseNode) || plainTextOf(read.toJSON() as ProseNode) !== text
    })
    expect(lost).toEqual([])
  })

  it('reads the line ends of other systems as line ends', () => {
    expect(plainTextOf(proseFromPlainText('one\r\ntwo\rthree'))).toBe('one\ntwo\nthree')
  })

  it.each([
    ['a heading', { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Vision' }] }, 'Vision'],
    ['a mark', paragraph({ type: 'text', text: 'must', marks: [{ type: 'bold' }] }), 'must'],
    [
      'a line break',
      paragraph({ type: 'text', text: 'a' }, { type: 'hardBreak' }, { type: 'text', text: 'b' }),
      'a\nb',
    ],
    ['a list', list('bulletList', 'first', 'second'), '- first\n- second'],
    ['a numbered list', list('orderedList', 'first', 'second'), '1. first\n2. second'],
    ['a table', table(['Phase', 'Lead'], ['One', 'DPKO']), 'Phase\tLead\nOne\tDPKO'],
  ])('is not all that %s is, and keeps its words', (_, block, words) => {
    const prose = { type: 'doc', content: [block] }
    proseSchema.nodeFromJSON(prose).check()
    expect(isPlain(prose)).toBe(false)
    expect(plainTextOf(prose)).toBe(words)
  })
})

function paragraph(...content: ProseNode[]): ProseNode {
  return { type: 'paragraph', content }
}

function list(type: string, ...items: string[]): ProseNode {
  const content = items.map(item => ({ type: 'listItem', content: [paragraph({ type: 'text', text: item })] }))
  return { type, content }
}

function table(...rows: string[][]): ProseNode {
  const cell = (word: string) => ({ type: 'tableCell', content: [paragraph({ type: 'text', text: word })] })
  return { type: 'table', content: rows.map(row => ({ type: 'tableRow', content: row.map(cell) })) }
}

function textsUpTo(length: number): string[] {
  if (length === 0) return ['']
  const shorter = textsUpTo(length - 1)
  const longest = shorter.slice(-(pieces.length ** (length - 1)))
  return [...shorter, ...longest.flatMap(text => pieces.map(piece => text + piece))]
}
