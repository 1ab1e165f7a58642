import { expect, test } from 'vitest'
import { emptySaveLedger, nextSaveLedger, saveStateOf, type SaveFact } from '../../src/client/save-ledger.ts'

const opened: SaveFact = { fact: 'opened' }
const made: SaveFact = { fact: 'updated-here' }
const ended = (code: number): SaveFact => ({ fact: 'closed', code, reason: '' })
const closed = ended(1006)
const fullDisk: SaveFact = { fact: 'access', access: { write: false, code: 'storage', facts: {} } }
const room: SaveFact = { fact: 'access', access: { write: true } }
const mayWrite: SaveFact = { fact: 'welcomed', access: { write: true } }
const mayRead: SaveFact = { fact: 'welcomed', access: { write: false, code: 'read-only', facts: { role: 'reader' } } }
const sent = (frame: number): SaveFact => ({ fact: 'sent', frame, complete: false })
const sentAll = (frame: number): SaveFact => ({ fact: 'sent', frame, complete: true })
/** One piece of what was made so far, `left` of which come behind it. */
const sentPiece = (frame: number, left: number): SaveFact => ({ fact: 'sent', frame, complete: frame === 1, left })
const saved = (frames: number, at = 7): SaveFact => ({ fact: 'saved', frames, at })
const kept = (count: number): SaveFact => ({ fact: 'kept', count })
const loaded = (waiting: number): SaveFact => ({ fact: 'loaded', waiting })
const refused = (code: 'gap' | 'read-only' | 'storage' | 'malformed', frame: number, facts = {}): SaveFact => ({
  fact: 'refused',
  code,
  facts,
  frame,
  frames: 1,
})

test.for<[string, SaveFact[], object]>([
  ['[SYN-60] nothing has happened yet', [], { state: 'opening', waiting: 0, keptHere: true }],
  ['[SYN-60] connected, and not confirmed yet', [opened], { state: 'opening', waiting: 0 }],
  ['[SYN-60] made before the first connection', [made, kept(1)], { state: 'opening', waiting: 1, keptHere: true }],
  ['[SYN-60] the empty step 2 is saved', [opened, mayWrite, sentAll(1), saved(1, 9)], { state: 'saved', at: 9 }],
  ['[SYN-60] an update is on its way', [opened, sentAll(1), saved(1), made, sent(2)], { state: 'saving', count: 1 }],
  [
    '[SYN-60] an update is saved',
    [opened, sentAll(1), saved(1), made, sent(2), saved(2, 9)],
    { state: 'saved', at: 9 },
  ],
  [
    '[SYN-60] one of two is saved',
    [opened, sentAll(1), made, sent(2), made, sent(3), saved(2)],
    { state: 'saving', count: 1 },
  ],
  ['[SYN-60] made, but never sent', [opened, sentAll(1), made, saved(1)], { state: 'saving', count: 1 }],
  [
    '[SYN-61] what was made offline is not saved by a later frame',
    [made, opened, made, sent(1), saved(1)],
    { state: 'saving', count: 2 },
  ],
  ['[SYN-61] the step 2 saves both', [made, opened, made, sent(1), sentAll(2), saved(2)], { state: 'saved' }],
  [
    '[SYN-61] frames of an earlier connection say nothing',
    [opened, sentAll(1), made, sent(2), closed, opened, saved(2)],
    { state: 'saving', count: 1 },
  ],
  [
    '[SYN-62] offline with nothing waiting',
    [opened, sentAll(1), saved(1, 9), closed],
    { state: 'offline', waiting: 0, savedAt: 9 },
  ],
  [
    '[SYN-62] offline, waiting, not kept here',
    [closed, made, made, kept(1)],
    { state: 'offline', waiting: 2, keptHere: false },
  ],
  [
    '[SYN-62] offline, waiting, kept here',
    [closed, made, made, kept(2)],
    { state: 'offline', waiting: 2, keptHere: true },
  ],
  [
    '[SYN-62] a connection lost on the way',
    [opened, sentAll(1), saved(1), made, sent(2), closed],
    { state: 'offline', waiting: 1 },
  ],
  [
    '[SYN-62] offline, nothing kept here, and nothing that would have to be',
    [opened, sentAll(1), made, sent(2), saved(2, 9), closed],
    { state: 'offline', waiting: 0, keptHere: true, savedAt: 9, end: undefined },
  ],
  [
    '[SYN-66] made, and not sent yet',
    [opened, sentAll(1), saved(1), made, made],
    { state: 'saving', count: 2, sent: 0 },
  ],
  [
    '[SYN-66] one sent, one still waiting to be',
    [opened, sentAll(1), saved(1), made, sent(2), made],
    { state: 'saving', count: 2, sent: 1 },
  ],
  [
    '[SYN-66] sent on a connection that is no more',
    [opened, sentAll(1), saved(1), made, sent(2), closed, opened],
    { state: 'saving', count: 1, sent: 0 },
  ],
  [
    '[SYN-66] sent behind what has not been sent',
    [made, opened, made, sent(1)],
    { state: 'saving', count: 2, sent: 0 },
  ],
  [
    '[SYN-66] some saved, some sent',
    [opened, sentAll(1), saved(1), made, sent(2), made, sent(3), saved(2)],
    { state: 'saving', count: 1, sent: 1 },
  ],
  [
    '[SYN-67] a disk that is full, with nothing waiting',
    [opened, mayWrite, sentAll(1), saved(1, 9), fullDisk],
    { state: 'storage', waiting: 0, savedAt: 9 },
  ],
  [
    '[SYN-67] a refusal for the disk alone is no other',
    [opened, mayWrite, sentAll(1), saved(1), made, kept(1), sent(2), fullDisk, refused('storage', 2), saved(2)],
    { state: 'storage', waiting: 1, keptHere: true },
  ],
  [
    '[SYN-67] there is room again, and what waited is on its way',
    [
      opened,
      mayWrite,
      sentAll(1),
      saved(1),
      made,
      sent(2),
      fullDisk,
      refused('storage', 2),
      saved(2),
      room,
      sentAll(3),
    ],
    { state: 'saving', count: 1, sent: 1 },
  ],
  [
    '[SYN-67] there is room again, and what waited is saved',
    [opened, mayWrite, made, sentAll(1), fullDisk, refused('storage', 1), saved(1), room, sentAll(2), saved(2, 9)],
    { state: 'saved', at: 9 },
  ],
  [
    '[SYN-67] a refusal that comes when there is room again',
    [opened, mayWrite, made, sentAll(1), fullDisk, room, refused('storage', 1), saved(1), sentAll(2), saved(2, 9)],
    { state: 'saved', at: 9 },
  ],
  [
    '[SYN-67] a full disk and no connection: it waits here',
    [opened, sentAll(1), made, sent(2), refused('storage', 2), closed],
    { state: 'offline', waiting: 1 },
  ],
  [
    '[SYN-68] signed out elsewhere',
    [opened, sentAll(1), saved(1, 9), made, ended(4401)],
    { state: 'offline', waiting: 1, end: 'signed-out' },
  ],
  ['[SYN-68] let in no more', [opened, ended(4403)], { state: 'offline', end: 'no-access' }],
  ['[SYN-68] the server goes away and will come back', [opened, ended(1012)], { state: 'offline', end: undefined }],
  ['[SYN-68] let in again', [opened, ended(4403), opened, sentAll(1), saved(1)], { state: 'saved' }],
  [
    '[SYN-63] refused',
    [opened, sentAll(1), saved(1), made, sent(2), refused('read-only', 2), saved(2)],
    { state: 'refused', code: 'read-only', waiting: 1 },
  ],
  [
    '[SYN-63] refused, and still refused offline',
    [opened, sentAll(1), made, sent(2), refused('malformed', 2), closed],
    { state: 'refused', code: 'malformed', waiting: 1 },
  ],
  [
    '[SYN-63] refused, and saved after all',
    [made, opened, sentAll(1), refused('malformed', 1), closed, opened, sentAll(1), saved(1)],
    { state: 'saved' },
  ],
  [
    '[SYN-63] what follows a refused frame does not vouch for it',
    [opened, sentAll(1), saved(1), made, sent(2), made, sent(3), refused('malformed', 2), saved(3)],
    { state: 'refused', waiting: 2 },
  ],
  [
    '[SYN-63] a gap only waits',
    [opened, sentAll(1), saved(1), made, sent(2), refused('gap', 2), saved(2)],
    { state: 'saving', count: 1 },
  ],
  [
    '[SYN-63] a gap, mended by the next step 2',
    [
      opened,
      sentAll(1),
      saved(1),
      made,
      sent(2),
      made,
      sent(3),
      refused('gap', 2),
      refused('gap', 3),
      saved(3),
      sentAll(4),
      saved(4),
    ],
    { state: 'saved' },
  ],
  [
    '[SYN-63] a gap, with a step 2 already on its way',
    [opened, made, sent(1), sentAll(2), refused('gap', 1), saved(2)],
    { state: 'saved' },
  ],
  [
    '[SYN-63] a step 2 taken but for what never reached us',
    [made, opened, sentAll(1), refused('gap', 1, { partly: true }), saved(1)],
    { state: 'saved' },
  ],
  [
    '[SYN-101] of three, in pieces, what is up with the first is saved',
    [made, made, made, opened, sentPiece(1, 2), sentPiece(2, Infinity), sentPiece(3, 0), saved(2)],
    { state: 'saving', count: 2 },
  ],
  [
    '[SYN-101] what is made while pieces stand in line is not saved with the last of them',
    [made, opened, sentPiece(1, Infinity), sentPiece(2, 0), made, sent(3), saved(2)],
    { state: 'saving', count: 1 },
  ],
  [
    '[SYN-102] a part of what the server lacks confirms nothing, also where nothing was made here',
    [opened, sentPiece(1, Infinity), sentPiece(2, Infinity), sentPiece(3, 0), saved(2)],
    { state: 'opening' },
  ],
  [
    '[SYN-102] a piece that is refused is not saved by those behind it',
    [made, opened, sentPiece(1, Infinity), sentPiece(2, Infinity), sentPiece(3, 0), refused('malformed', 2), saved(3)],
    { state: 'refused', code: 'malformed', waiting: 1 },
  ],
  [
    '[SYN-64] a reader',
    [opened, mayRead, sentAll(1), saved(1)],
    { state: 'read-only', code: 'read-only', facts: { role: 'reader' } },
  ],
  [
    '[SYN-64] a reader with edits from before',
    [made, opened, mayRead, sentAll(1), refused('read-only', 1), saved(1)],
    { state: 'refused', code: 'read-only', waiting: 1 },
  ],
  [
    '[SYN-65] left from an earlier visit',
    [loaded(3), kept(3), closed],
    { state: 'offline', waiting: 3, keptHere: true },
  ],
  ['[SYN-65] left from an earlier visit, and saved', [loaded(3), opened, sentAll(1), saved(1)], { state: 'saved' }],
] as const)('%s', ([, facts, state]) => {
  expect(saveStateOf(facts.reduce(nextSaveLedger, emptySaveLedger))).toMatchObject(state)
})

test('[SYN-60] a server that never acknowledges costs a bounded amount of memory', () => {
  let ledger = nextSaveLedger(emptySaveLedger, opened)
  for (let frame = 1; frame <= 5_000; frame++) ledger = [made, sent(frame)].reduce(nextSaveLedger, ledger)
  expect(ledger.connection?.sent.length).toBeLessThanOrEqual(256)
  expect(saveStateOf(ledger)).toMatchObject({ state: 'saving', count: 5_000 })
})

test('[SYN-63] a refusal of a frame that is forgotten is not forgotten', () => {
  let ledger = [opened, sentAll(1), saved(1)].reduce(nextSaveLedger, emptySaveLedger)
  for (let frame = 2; frame <= 600; frame++) ledger = [made, sent(frame)].reduce(nextSaveLedger, ledger)
  ledger = [refused('malformed', 3), saved(600)].reduce(nextSaveLedger, ledger)
  expect(saveStateOf(ledger)).toMatchObject({ state: 'refused', code: 'malformed', waiting: 599 })
})
