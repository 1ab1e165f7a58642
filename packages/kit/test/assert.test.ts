import { expect, it } from 'vitest'
import { assert, err, must, ok, unreachable, type Result } from '../src/index.ts'

it('a belief that fails says what was believed', () => {
  expect(() => assert(false, 'the room is open')).toThrow('Believed: the room is open')
  expect(() => assert(true, 'the room is open')).not.toThrow()
  expect(() => must(undefined, 'there is a room')).toThrow('Believed: there is a room')
  expect(() => must(null, 'there is a room')).toThrow('Believed: there is a room')
})

it('what must be there is given back, also if it is false, zero or empty', () => {
  expect([must(false, ''), must(0, ''), must('', '')]).toEqual([false, 0, ''])
})

it('a case that cannot be names itself', () => {
  expect(() => unreachable({ code: 'new' } as never)).toThrow('Not a case: {"code":"new"}')
})

it('an expected outcome is a value or the reason why there is none', () => {
  const half = (n: number): Result<number, { code: 'odd' }> => (n % 2 === 0 ? ok(n / 2) : err({ code: 'odd' }))
  expect([half(4), half(3)]).toEqual([
    { ok: true, value: 2 },
    { ok: false, error: { code: 'odd' } },
  ])
})
