import { seededRandom } from '@barycentre/kit'
import { expect, test } from 'vitest'
import { piecesOf, takeNumbers } from '../src/json-form.ts'

test.each([
  ['{"x":12,"y":-3}', '{"x":#,"y":#}', [12, -3]],
  ['[0,9007199254740991,-9007199254740991]', '[#,#,#]', [0, 9007199254740991, -9007199254740991]],
  ['', '', []],
  ['7', '#', [7]],
  // What would come back otherwise stays as it is.
  ['[-0,1.0,1.5,1e3,1E+3,9007199254740992]', '[-0,1.0,1.5,1e3,1E+3,9007199254740992]', []],
  // Nothing in a string is a number, or the place of one.
  ['{"a 1 # ":"2\\"3#","\\\\":4}', '{"a 1 # ":"2\\"3#","\\\\":#}', [4]],
])('the whole numbers of %s', (json, form, numbers) => {
  expect(takeNumbers(json)).toEqual({ form, numbers })
  expect(joined(form, numbers)).toBe(json)
})

test('whatever JSON is taken apart comes together again', () => {
  const random = seededRandom(5)
  let taken = 0
  for (let round = 0; round < 2_000; round++) {
    const json = JSON.stringify(anything(random, 4))
    const { form, numbers } = takeNumbers(json)
    expect(joined(form, numbers)).toBe(json)
    taken += numbers.length
  }
  expect(taken).toBeGreaterThan(500)
})

function joined(form: string, numbers: readonly number[]): string {
  const pieces = piecesOf(form)
  expect(pieces).toHaveLength(numbers.length + 1)
  return pieces.map((piece, i) => (i === 0 ? piece : `${numbers[i - 1]}${piece}`)).join('')
}

function anything(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 6 : 4))
  const several = () => Array.from({ length: Math.floor(4 * random()) }, () => anything(random, depth - 1))
  if (kind === 0) return Math.floor((random() - 0.5) * 10 ** Math.floor(17 * random()))
  if (kind === 1) return (random() - 0.5) * 10 ** Math.floor(40 * random() - 20)
  if (kind === 2)
    return Array.from({ length: Math.floor(6 * random()) }, () => letters[Math.floor(random() * 9)]).join('')
  if (kind === 3) return random() < 0.5 ? null : random() < 0.5
  if (kind === 4) return several()
  return Object.fromEntries(several().map((value, i) => [`#${i}"\\`, value]))
}

const letters = ['"', '\\', '#', '1', '-', 'é', '\u0000', '{', '\n']
