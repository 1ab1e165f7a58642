import type { SaveState } from '@barycentre/sync/client'
import { expect, test } from 'vitest'
import { isKeptHere, saveStatusOf, waitingIn } from '../../src/workspace/save-status.ts'

const saved = (at: number): SaveState => ({ state: 'saved', at })
const saving = (count: number, sent = 0, keptHere = true): SaveState => ({ state: 'saving', count, sent, keptHere })
const opening = (waiting = 0): SaveState => ({ state: 'opening', waiting, keptHere: true })
const storage = (waiting: number): SaveState => ({ state: 'storage', waiting, keptHere: true, savedAt: 5 })
const readOnly: SaveState = { state: 'read-only', code: 'read-only', facts: {} }
const refused: SaveState = { state: 'refused', code: 'document-full', facts: {}, waiting: 2, keptHere: true }
const offline = (waiting: number, keptHere = true, end?: 'signed-out'): SaveState => ({
  state: 'offline',
  waiting,
  keptHere,
  savedAt: 3,
  end,
})

test.for<[string, SaveState[], object]>([
  ['nothing is open yet', [], { state: 'opening' }],
  ['all saved: the latest', [saved(4), saved(9), saved(5)], { state: 'saved', at: 9 }],
  ['a text that is being opened is no news', [saved(4), opening()], { state: 'saved', at: 4 }],
  ['what waits in a text that is being opened is', [saved(4), opening(3)], { state: 'saving', count: 3 }],
  ['what is on its way counts together', [saving(1, 1), saving(2, 0), saved(4)], { count: 3, sent: 1 }],
  ['one without a connection', [saved(4), offline(2)], { state: 'offline', waiting: 2, savedAt: 4 }],
  ['what waits elsewhere counts with it', [saving(1), offline(2)], { state: 'offline', waiting: 3 }],
  ['one that is not kept here is told', [offline(1), offline(1, false)], { state: 'offline', keptHere: false }],
  ['one that was signed out', [offline(0), offline(1, true, 'signed-out')], { end: 'signed-out' }],
  ['a full disk', [saved(4), storage(2), saving(1)], { state: 'storage', waiting: 3 }],
  ['a refusal comes before everything', [offline(2), refused, storage(1)], { state: 'refused', waiting: 2 }],
  ['what one may not write', [saved(4), readOnly], { state: 'read-only' }],
] as const)('%s', ([, states, status]) => {
  expect(saveStatusOf(states)).toMatchObject(status)
})

test('closing the page loses what waits and is not kept, and nothing else', () => {
  expect([saved(1), readOnly, opening(), saving(1), offline(2), refused, storage(1)].every(isKeptHere)).toBe(true)
  expect(isKeptHere(saving(1, 1, false))).toBe(false)
  expect(isKeptHere(offline(1, false))).toBe(false)
  expect(isKeptHere({ ...refused, keptHere: false } as SaveState)).toBe(false)
  // Nothing waits: there is nothing to lose.
  expect(isKeptHere(offline(0, false))).toBe(true)
  expect([saved(1), readOnly, opening(2), saving(3), offline(4), refused, storage(5)].map(waitingIn)).toEqual([
    0, 0, 2, 3, 4, 2, 5,
  ])
})
