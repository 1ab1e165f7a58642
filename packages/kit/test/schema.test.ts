import { describe, expect, expectTypeOf, it } from 'vitest'
import * as s from '../src/schema.ts'

const post = s.object({
  id: s.string({ least: 1, most: 5 }),
  title: s.trimmed({ least: 1 }),
  place: s.optional(s.object({ x: s.number(), y: s.number() })),
  superior: s.nullable(s.string()),
  marks: s.array(s.oneOf(['red', 'blue'])),
})
const whole = { id: 'p1', title: 'Chief', place: { x: 1, y: 2 }, superior: null, marks: ['red'] }

describe('a schema', () => {
  it('gives what fits, as a copy, without what it does not know', () => {
    const value = { ...whole, title: '  Chief ', colour: 'green', place: { x: 1, y: 2, z: 3 } }
    expect(post.parse(value)).toEqual({ ok: true, value: whole })
  })

  it('is the source of the type', () => {
    expectTypeOf<s.TypeOf<typeof post>>().toEqualTypeOf<{
      id: string
      title: string
      superior: string | null
      marks: ('red' | 'blue')[]
      place?: { x: number; y: number } | undefined
    }>()
  })

  it('tells the path to everything that does not fit', () => {
    const value = { id: '', title: ' ', place: { x: NaN, y: '2' }, superior: 1, marks: ['red', 'green'] }
    expect(misfits(post, value)).toEqual(['id', 'title', 'place.x', 'place.y', 'superior', 'marks.1'])
  })

  it('takes a property that may lack, and leaves it lacking', () => {
    const { place: _, ...lacking } = whole
    expect(post.parse(lacking)).toStrictEqual({ ok: true, value: lacking })
  })

  it('misses a property that may not lack, even one that every object inherits', () => {
    expect(misfits(s.object({ toString: s.unknown(), id: s.string() }), {})).toEqual(['id'])
    expect(misfits(post, {})).toEqual(['id', 'title', 'superior', 'marks'])
  })

  it('that is loose keeps what it does not know', () => {
    const value = { id: 'p1', colour: 'green' }
    expect(s.looseObject({ id: s.string() }).parse(value)).toEqual({ ok: true, value })
  })

  it('keeps a key called __proto__ a key', () => {
    const value: unknown = JSON.parse('{"__proto__": {"admin": true}, "a": 1}')
    for (const schema of [s.record(s.unknown()), s.looseObject({})]) {
      const parsed = schema.parse(value)
      expect(JSON.stringify(parsed.ok && parsed.value)).toBe(JSON.stringify(value))
      expect(parsed.ok && 'admin' in parsed.value).toBe(false)
    }
  })

  it.each([
    ['text for a number', s.number(), '1'],
    ['infinity for a number', s.number(), Infinity],
    ['a number for yes or no', s.boolean(), 1],
    ['a word that is no choice', s.oneOf(['red']), 'blue'],
    ['a text that is too long', s.string({ most: 2 }), 'abc'],
    ['a list for an object', s.object({}), []],
    ['nothing for an object', s.object({}), null],
    ['an object for a list', s.array(s.unknown()), { length: 0 }],
    ['too short a list', s.array(s.unknown(), { least: 1 }), []],
    ['what another condition rules out', s.such(s.number(), value => value > 0), 0],
  ])('refuses %s', (_, schema, value) => {
    expect(misfits(schema, value)).toEqual([''])
  })
})

function misfits(schema: s.Schema<unknown>, value: unknown): string[] {
  const parsed = schema.parse(value)
  return parsed.ok ? [] : parsed.error.map(path => path.join('.'))
}
