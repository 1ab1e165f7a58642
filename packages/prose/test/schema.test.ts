import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { PROSE_SCHEMA_VERSION, proseSchema } from '../src/index.ts'

/** The fingerprint of each version that was ever in use. A changed schema is a new version: add a line, change none. */
const fingerprints: Readonly<Record<number, string>> = { 1: '5602eae2615a50b1' }

describe('the schema of strategy text', () => {
  it('keeps its version only as long as it keeps its nodes, marks and attributes', () => {
    expect(fingerprints[PROSE_SCHEMA_VERSION]).toBe(fingerprint())
    expect(Math.max(...Object.keys(fingerprints).map(Number))).toBe(PROSE_SCHEMA_VERSION)
  })

  it('holds headings, lists, tables and links, and no programs', () => {
    expect(Object.keys(proseSchema.nodes)).toEqual(
      expect.arrayContaining(['heading', 'bulletList', 'orderedList', 'table', 'blockquote']),
    )
    expect(Object.keys(proseSchema.marks).sort()).toEqual(['bold', 'italic', 'link', 'strike', 'underline'])
    expect(proseSchema.nodes).not.toHaveProperty('codeBlock')
  })
})

/** What decides whether a peer with this schema keeps or deletes a node: names, content, marks, attributes. */
function fingerprint(): string {
  const nodes = Object.values(proseSchema.nodes).map(({ name, spec }) => {
    const { content = '', group = '', marks = null, inline = false, atom = false } = spec
    return [name, content, group, marks, inline, atom, attributes(spec.attrs)]
  })
  const marks = Object.values(proseSchema.marks).map(({ name, spec }) => [
    name,
    spec.excludes ?? null,
    attributes(spec.attrs),
  ])
  return createHash('sha256').update(JSON.stringify({ nodes, marks })).digest('hex').slice(0, 16)
}

function attributes(attrs: Readonly<Record<string, { default?: unknown }>> = {}): unknown[] {
  return Object.entries(attrs).map(([name, { default: value }]) => [name, value ?? null])
}
