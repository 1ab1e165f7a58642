import { createEmitter } from '@barycentre/kit'
import type { SaveState } from '@barycentre/sync/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOpenTexts } from '../../src/workspace/open-texts.ts'
import type { LiveDocument } from '../../src/workspace/open-workspace.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const saved: SaveState = { state: 'saved', at: 1 }
const opening: SaveState = { state: 'opening', waiting: 0, keptHere: true }
const offline = (waiting: number): SaveState => ({
  state: 'offline',
  waiting,
  keptHere: true,
  savedAt: undefined,
  end: undefined,
})

test('a text is opened once for all who look, and closed a while after the last has left', () => {
  const { texts, opened } = room()
  const [first, second] = [texts.look('vision', 1), texts.look('vision', 1)]
  expect(second.live).toBe(first.live)
  opened[0]?.become(saved)
  first.release()
  vi.advanceTimersByTime(60_000)
  expect(texts.all()).toHaveLength(1)
  second.release()
  vi.advanceTimersByTime(29_000)
  expect(texts.all()).toHaveLength(1)
  vi.advanceTimersByTime(1_000)
  expect([texts.all().length, opened[0]?.isClosed]).toEqual([0, true])
})

test('a look away and back keeps it', () => {
  const { texts, opened } = room()
  const first = texts.look('vision', 1)
  opened[0]?.become(saved)
  first.release()
  texts.look('vision', 1)
  vi.advanceTimersByTime(60_000)
  expect([opened.length, opened[0]?.isClosed]).toEqual([1, false])
})

test('a text with something to send stays open until the server has it, though nobody looks any more', () => {
  const { texts, opened } = room()
  const look = texts.look('vision', 1)
  opened[0]?.become(offline(2))
  look.release()
  vi.advanceTimersByTime(600_000)
  expect([texts.all().length, opened[0]?.isClosed]).toEqual([1, false])
  opened[0]?.become({ state: 'saving', count: 1, sent: 1, keptHere: true })
  expect(opened[0]?.isClosed).toBe(false)
  opened[0]?.become(saved)
  expect([texts.all().length, opened[0]?.isClosed]).toEqual([0, true])
})

test('what an earlier visit left is sent, and then closed', () => {
  const { texts, opened } = room()
  texts.send('vision', 1)
  opened[0]?.become(opening)
  opened[0]?.become(offline(2))
  expect(opened[0]?.isClosed).toBe(false)
  opened[0]?.become(saved)
  expect([texts.all().length, opened[0]?.isClosed]).toEqual([0, true])
})

test('who looks at it meanwhile keeps it', () => {
  const { texts, opened } = room()
  texts.send('vision', 1)
  texts.look('vision', 1)
  opened[0]?.become(saved)
  expect([opened.length, opened[0]?.isClosed]).toEqual([1, false])
})

function room() {
  const opened: { become(state: SaveState): void; isClosed: boolean }[] = []
  const texts = createOpenTexts(
    () => {
      const changed = createEmitter<[]>()
      let state = opening
      const it = {
        isClosed: false,
        become(next: SaveState) {
          state = next
          changed.emit()
        },
      }
      opened.push(it)
      const live: Partial<LiveDocument> = {
        saveState: () => state,
        on: listener => changed.on(listener),
        close: async () => void (it.isClosed = true),
      }
      // Of a live document the room uses these three.
      return live as LiveDocument
    },
    () => {},
  )
  return { texts, opened }
}
