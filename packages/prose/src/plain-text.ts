import type { ProseDocument, ProseNode } from './prose-node.ts'

/** One paragraph per line. Line ends of other systems are read as line ends; `plainTextOf` gives the same text back. */
export function proseFromPlainText(text: string): ProseDocument {
  return { type: 'doc', content: text.split(/\r\n|\r|\n/).map(paragraph) }
}

/**
 * The words of a text without its form: a line per block, list items behind a dash or their number, the cells of a
 * table's row between tabs. Lossless for what `isPlain` says yes to.
 */
export function plainTextOf(prose: ProseNode): string {
  return linesOf(prose).join('\n')
}

/** Nothing would be lost by keeping it as plain text: paragraphs only, without marks or breaks inside. */
export function isPlain(prose: ProseNode): boolean {
  return (prose.content ?? []).every(block => block.type === 'paragraph' && (block.content ?? []).every(isPlainText))
}

function isPlainText(node: ProseNode): boolean {
  return node.type === 'text' && (node.marks ?? []).length === 0
}

function paragraph(line: string): ProseNode {
  return line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: line }] }
}

function linesOf(node: ProseNode): readonly string[] {
  const children = node.content ?? []
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return children.map(inlineText).join('').split('\n')
    case 'bulletList':
      return children.flatMap(item => itemLines(item, '- '))
    case 'orderedList': {
      const start = typeof node.attrs?.start === 'number' ? node.attrs.start : 1
      return children.flatMap((item, index) => itemLines(item, `${start + index}. `))
    }
    case 'tableRow':
      return [children.map(cell => linesOf(cell).join(' ')).join('\t')]
    case 'horizontalRule':
      return ['']
    default:
      return children.flatMap(linesOf)
  }
}

function itemLines(item: ProseNode, marker: string): readonly string[] {
  return linesOf(item).map((line, index) => (index === 0 ? marker : ' '.repeat(marker.length)) + line)
}

function inlineText(node: ProseNode): string {
  return node.type === 'hardBreak' ? '\n' : (node.text ?? '')
}
