import { generateJSON } from '@tiptap/core'
import { plainTextOf, proseExtensions, type ProseNode } from '@barycentre/prose'
import { describe, expect, it } from 'vitest'
import { cleanPastedHtml } from '../../src/features/vision/paste-from-word.ts'

describe('what is pasted from Word', () => {
  it('keeps its headings, the title and the deep ones too', () => {
    const prose = pasted('<p class=MsoTitle>Vision</p><h2>Phase one</h2><h5>Detail</h5>')
    expect(prose.content?.map(block => [block.type, block.attrs?.['level']])).toEqual([
      ['heading', 1],
      ['heading', 2],
      ['heading', 3],
    ])
  })

  it('keeps its lists with their levels and markers', () => {
    const prose = pasted(
      item(1, '·', 'protect') +
        item(2, 'o', 'camps') +
        item(2, 'o', 'roads') +
        item(1, '·', 'rebuild') +
        '<p>after</p>',
    )
    expect(prose.content?.map(block => block.type)).toEqual(['bulletList', 'paragraph'])
    expect(plainTextOf(prose)).toBe('- protect\n  - camps\n  - roads\n- rebuild\nafter')
  })

  it('tells numbered lists from bulleted ones', () => {
    const prose = pasted(item(1, '1.', 'first') + item(1, '2.', 'second') + item(2, 'a)', 'detail'))
    expect(plainTextOf(prose)).toBe('1. first\n2. second\n   1. detail')
  })

  it('takes a list that begins on a deeper level', () => {
    expect(plainTextOf(pasted(item(2, '·', 'deep') + item(1, '·', 'shallow')))).toContain('shallow')
  })

  it('keeps its tables', () => {
    const prose = pasted(
      '<table class=MsoTableGrid><tr><td><p class=MsoNormal>Phase<o:p></o:p></p></td><td><p>Lead</p></td></tr></table>',
    )
    expect(prose.content?.[0]?.type).toBe('table')
    expect(plainTextOf(prose)).toBe('Phase\tLead')
  })

  it('leaves other text as it is', () => {
    expect(plainTextOf(pasted('<p>One <strong>two</strong></p><ul><li>three</li></ul>'))).toBe('One two\n- three')
  })
})

function pasted(html: string): ProseNode {
  return generateJSON(cleanPastedHtml(html), proseExtensions()) as ProseNode
}

/** A list item as Word puts it on the clipboard. */
function item(level: number, marker: string, text: string): string {
  return `<p class=MsoListParagraph style='margin-left:.5in;text-indent:-.25in;mso-list:l0 level${level} lfo1'>
    <![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span>&nbsp;&nbsp;</span></span></span><![endif]>${text}<o:p></o:p></p>`
}
