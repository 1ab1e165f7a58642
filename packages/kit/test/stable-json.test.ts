import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameJson, stableJson, type Json } from '../src/index.ts'

const anyJson = fc.jsonValue() as fc.Arbitrary<Json>

describe('stable JSON', () => {
  it('has its keys in code-unit order, at every depth, and leaves absent values out', () => {
    expect(stableJson({ b: 1, a: { d: [{ z: 1, y: 2 }], c: undefined }, B: null })).toBe(
      '{"B":null,"a":{"d":[{"y":2,"z":1}]},"b":1}',
    )
  })

  it('is the same for the same meaning, and says all of it', () => {
    fc.assert(
      fc.property(anyJson, value => {
        const text = stableJson(value)
        expect(sameJson(JSON.parse(text), JSON.parse(JSON.stringify(value)))).toBe(true)
        expect(stableJson(JSON.parse(text) as Json)).toBe(text)
        expect(stableJson(reversed(value))).toBe(text)
      }),
    )
  })

  it('treats a key called __proto__ like any other', () => {
    expect(stableJson(JSON.parse('{"__proto__":{"b":1,"a":2},"A":0}') as Json)).toBe(
      '{"A":0,"__proto__":{"a":2,"b":1}}',
    )
  })

  it('can be indented for people', () => {
    expect(stableJson({ b: 1, a: [] }, 1)).toBe('{\n "a": [],\n "b": 1\n}')
  })

  function reversed(value: Json): Json {
    if (Array.isArray(value)) return value.map(each => reversed(each as Json))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, reversed(each as Json)]),
    )
  }
})

describe('sameness as data', () => {
  it.each([
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [[1, 2], [2, 1], false],
    [[], {}, false],
    [{ a: null }, {}, false],
    [null, undefined, false],
    [Number.NaN, Number.NaN, true],
    ['1', 1, false],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1 }] }, true],
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, false],
    [[1], [1, undefined], false],
    [{ toString: undefined }, {}, true],
    [{ constructor: 1 }, {}, false],
  ])('of %j and %j: %s', (a, b, same) => {
    expect(sameJson(a, b)).toBe(same)
    expect(sameJson(b, a)).toBe(same)
  })

  it('of keys that objects inherit is by what the object itself has', () => {
    expect(sameJson(JSON.parse('{"__proto__":false}'), {})).toBe(false)
    expect(sameJson(JSON.parse('{"__proto__":{}}'), JSON.parse('{"__proto__":{}}'))).toBe(true)
  })

  it('holds between anything and its copy', () => {
    fc.assert(fc.property(anyJson, value => sameJson(value, structuredClone(value))))
  })
})
