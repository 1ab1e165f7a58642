import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { author, deafen, framed, helloFrom, openServer, presenceFrame, textOf } from './room-fixture.ts'
import { createMemoryDisk } from '../testing/index.ts'

const foreign = { kind: 'refused', code: 'foreign-author' }

test("[SYN-18] nobody writes under a client id that is another author's, also after a restart", async () => {
  const disk = createMemoryDisk()
  const before = openServer({ disk })
  const ofAna = author(1)
  const ana = await before.join()
  ana.say(framed.update(ofAna.write('mine')))
  await before.turn()
  const forged = author(1, ofAna.doc).write(' and this too')
  for (const server of [before, openServer({ disk })]) {
    const mallory = await server.join({ author: 'mallory' })
    mallory.hear()
    mallory.say(framed.update(forged))
    await server.turn()
    expect(mallory.hear()).toMatchObject([
      { ...foreign, facts: { client: 1 }, frame: 1 },
      { kind: 'saved', frames: 1 },
    ])
  }
  expect(before.rows().map(row => row.author)).toEqual(['ana'])
})

test.for([
  ['presence', (client: number) => presenceFrame([client, 0, { name: 'Ana' }])],
  ['hello', (client: number) => helloFrom({ client })],
] as const)(
  '[SYN-18] who announces a client id by %s has it before anything is written under it',
  async ([, announce]) => {
    const { join, turn, rows } = openServer()
    const [ana, mallory] = [await join({ extended: false }), await join({ author: 'mallory' })]
    ana.say(announce(1))
    await turn()
    deafen(ana, mallory)
    mallory.say(framed.update(author(1).write('not hers')))
    await turn()
    expect(mallory.hear()[0]).toMatchObject(foreign)
    ana.say(framed.update(author(1).write('hers')))
    await turn()
    expect(textOf(rows().map(row => row.update))).toBe('hers')
  },
)

test('[SYN-18] a person writes under their client id from any of their connections', async () => {
  const { join, turn, rows } = openServer()
  const [desk, field] = [await join(), await join()]
  const ofAna = author(1)
  desk.say(framed.update(ofAna.write('from the desk ')))
  await turn()
  field.say(framed.update(ofAna.write('and the field')))
  await turn()
  expect(textOf(rows().map(row => row.update))).toBe('from the desk and the field')
})

test("[SYN-18] deletions are anybody's who may write, and what the log has may be sent again by anybody", async () => {
  const { join, turn, rows } = openServer()
  const [ana, ben] = [await join(), await join({ author: 'ben' })]
  const ofAna = author(1)
  ana.say(framed.update(ofAna.write('hello')))
  await turn()
  const ofBen = author(2, ofAna.doc)
  ben.hear()
  ben.say(framed.update(ofBen.erase(0, 4)), framed.step2(ofBen.all()))
  await turn()
  expect(ben.hear()).toMatchObject([{ kind: 'saved', frames: 2 }])
  expect(rows().map(row => [row.author, textOf([ofAna.all(), row.update])])).toEqual([
    ['ana', 'hello'],
    ['ben', 'o'],
  ])
})

test("[SYN-18] of a sync step 2 that holds what others have made and the log has lost, the sender's own part is taken", async () => {
  const disk = createMemoryDisk()
  const first = openServer({ disk })
  const [ofAna, ofBen] = [author(1), author(2)]
  const [ana, ben] = [await first.join(), await first.join({ author: 'ben' })]
  ana.say(framed.update(ofAna.write('a')))
  ben.say(framed.update(ofBen.write('b')))
  await first.turn()
  // Restored from a backup of now; what follows is lost to the server, and both have it.
  ofAna.write('A')
  ofBen.write('B')
  Y.applyUpdate(ofAna.doc, ofBen.all())
  const restored = openServer({ disk })
  const again = await restored.join()
  again.hear()
  again.say(framed.step2(ofAna.all()))
  await restored.turn()
  expect(again.hear()).toMatchObject([
    { ...foreign, facts: { partly: true }, frame: 1 },
    { kind: 'saved', frames: 1 },
  ])
  const ownToo = await restored.join({ author: 'ben' })
  ownToo.say(framed.step2(ofBen.all()))
  await restored.turn()
  expect([...textOf(restored.rows().map(row => row.update))].sort().join('')).toBe('ABab')
})

test('[SYN-31] nobody speaks for a client id that another has written under', async () => {
  const { join, tick } = openServer()
  const [ana, mallory, ben] = [await join(), await join({ author: 'mallory' }), await join({ author: 'ben' })]
  ana.say(framed.update(author(1).write('a')))
  await tick()
  ben.hear()
  mallory.say(presenceFrame([1, 5, { name: 'Ana' }]))
  await tick()
  expect(ben.hear()).toEqual([])
})

test('[SYN-19] types within types are taken to a depth that nobody needs, and no further, however they are sent', async () => {
  const nesting = author(1)
  let inner: Y.Map<unknown> = nesting.doc.getMap('nest')
  const steps = Array.from({ length: 60 }, (_, i) =>
    nesting.update(() => {
      // Now and then beside something else, which is how a level may be hidden.
      if (i % 3 === 0) inner.set('list', new Y.Array())
      inner = inner.set('in', new Y.Map()) as Y.Map<unknown>
    }),
  )
  const flat = author(2).update(doc => {
    for (let i = 0; i < 500; i++) doc.getXmlFragment('prose').insert(i, [new Y.XmlElement('p')])
  })
  for (const perTurn of [1, 7, 60]) {
    const { join, turn, rows } = openServer({ limits: { maxDepth: 30 } })
    const ana = await join()
    ana.say(framed.update(flat))
    for (let at = 0; at < steps.length; at += perTurn) {
      ana.say(...steps.slice(at, at + perTurn).map(framed.update))
      await turn()
    }
    const refusals = ana.hear().filter(message => message.kind === 'refused')
    expect(refusals[0]).toMatchObject({ code: 'malformed', facts: { reason: 'nested more than 30 deep' } })
    const doc = new Y.Doc()
    for (const row of rows()) Y.applyUpdate(doc, row.update)
    let depth = 0
    for (let map = doc.getMap('nest'); map.get('in') instanceof Y.Map; map = map.get('in') as Y.Map<unknown>) depth++
    expect(depth).toBe(31)
    ana.say(framed.step2(nesting.all()))
    await turn()
    expect(ana.hear()).toMatchObject([{ kind: 'refused', code: 'malformed' }, { kind: 'saved' }])
  }
})

test('[SYN-19] what has been overwritten does not fill a document', async () => {
  const { join, turn, rows } = openServer({ limits: { maxDocumentBytes: 20_000 } })
  const ana = await join()
  ana.hear()
  const ofAna = author(1)
  for (let i = 0; i < 60; i++) {
    ana.say(framed.update(ofAna.update(doc => doc.getMap('map').set('big', `${i}`.padEnd(1_000, '.')))))
    await turn()
  }
  expect(ana.hear().filter(message => message.kind === 'refused')).toEqual([])
  expect(rows()).toHaveLength(60)
})

test('[SYN-19] an update of too many structs is refused, and one that would make the document too large', async () => {
  const { join, turn, rows } = openServer({ limits: { maxStructs: 100, maxDocumentBytes: 2_000 } })
  const ana = await join()
  ana.hear()
  const scattered = author(1).update(doc => {
    for (let i = 0; i < 101; i++) doc.getMap('map').set(String(i), i)
  })
  ana.say(framed.update(scattered), framed.update(author(2).write('x'.repeat(1_000))))
  ana.say(framed.update(author(3).write('y'.repeat(1_000))), framed.update(author(4).write('z')))
  await turn()
  expect(ana.hear()).toMatchObject([
    { kind: 'refused', code: 'malformed', facts: { reason: 'more than 100 structs' }, frame: 1 },
    { kind: 'refused', code: 'document-full', facts: { limit: 2_000 }, frame: 3 },
    { kind: 'saved', frames: 4 },
  ])
  expect(textOf(rows().map(row => row.update))).toHaveLength(1_001)
})
