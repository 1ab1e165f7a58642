import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { documentName, foldUpdate } from '@barycentre/sync'
import { openSqliteStore } from '@barycentre/store-sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { verifyFile } from '../src/storage/verify-file.ts'
import { buildCommandLine, done, run } from './support/child.ts'
import { buildPlatters } from './support/platter.ts'
import { temporaryFolder, until } from './support/server.ts'
import { joinStock } from './support/stock-client.ts'

buildCommandLine()

const plan = documentName('ws/plan')

/** A file with a document of ten rows, a checkpoint of the first six, and a document of one row. */
async function fileWithRows(): Promise<string> {
  const file = join(temporaryFolder(), 'barycentre.sqlite')
  const store = openSqliteStore(file)
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  for (let i = 0; i < 10; i++) doc.getText('t').insert(i * 10, `sentence ${i}`)
  const rows = updates.map(update => ({ document: plan, time: 1, author: 'person:a', update }))
  const places = await store.append(rows)
  const sixth = places[5]
  if (sixth === undefined) throw new Error('Ten rows have ten places')
  await store.checkpoint(plan, { ...sixth, state: foldUpdate(Y.mergeUpdates(updates.slice(0, 6))) })
  await store.append([{ ...rows[0], document: documentName('ws/text/vision') } as (typeof rows)[0]])
  await store.close()
  return file
}

function change(file: string, ...sql: string[]): void {
  const database = new DatabaseSync(file)
  for (const each of sql) database.exec(each)
  database.close()
}

/** One bit of one byte, in the middle of the blob, as a disk would do it: nothing else in the file changes. */
function flip(file: string, table: 'updates' | 'checkpoints', sequence: number): void {
  const database = new DatabaseSync(file)
  const where = `sequence = ${sequence} AND document = (SELECT id FROM documents WHERE name = '${plan}')`
  const bytes = database.prepare(`SELECT bytes FROM ${table} WHERE ${where}`).get()?.['bytes'] as Uint8Array
  const at = Buffer.from(bytes).indexOf('sentence') + 2
  bytes[at] = (bytes[at] ?? 0) ^ 1
  database.prepare(`UPDATE ${table} SET bytes = ? WHERE ${where}`).run(bytes)
  database.close()
}

function findings(file: string) {
  return verifyFile(file).findings.map(({ code, document, sequence }) => ({ code, document, sequence }))
}

describe('verifying', () => {
  test('what is sound is said to be, with how much there was', async () => {
    expect(verifyFile(await fileWithRows())).toEqual({
      documents: 2,
      rows: 11,
      checkpoints: 1,
      unchained: 0,
      findings: [],
    })
  })

  test.each([
    ['a byte of a row', (file: string) => flip(file, 'updates', 8), { code: 'changed', sequence: 8 }],
    ['a byte of a checkpoint', (file: string) => flip(file, 'checkpoints', 6), { code: 'checkpoint', sequence: 6 }],
    [
      'a row that is gone',
      (file: string) => change(file, 'DELETE FROM updates WHERE sequence = 4'),
      { code: 'hole', sequence: 4 },
    ],
    [
      'the last rows gone, which the checkpoint had',
      (file: string) => change(file, 'DELETE FROM updates WHERE sequence > 5'),
      { code: 'checkpoint', sequence: 6 },
    ],
    [
      'a checkpoint of other rows',
      (file: string) =>
        change(file, `UPDATE checkpoints SET bytes = (SELECT bytes FROM updates WHERE sequence = 1 LIMIT 1)`),
      { code: 'checkpoint', sequence: 6 },
    ],
    [
      'the checksum of a row',
      (file: string) => change(file, 'UPDATE updates SET chain = chain + 1 WHERE sequence = 10'),
      { code: 'changed', sequence: 10 },
    ],
  ])('%s is found, and named', async (_what, damage, expected) => {
    const file = await fileWithRows()
    damage(file)
    expect(findings(file)).toEqual([{ document: plan, ...expected }])
  })

  test('rows from before the chains are unchained, not broken; unsound they are found all the same', async () => {
    const file = await fileWithRows()
    change(file, 'UPDATE updates SET chain = 0', 'UPDATE checkpoints SET chain = 0')
    expect(verifyFile(file)).toMatchObject({ unchained: 11, findings: [] })
    change(file, `UPDATE updates SET bytes = x'0701' WHERE sequence = 7`)
    expect(findings(file)).toEqual([{ code: 'malformed', document: plan, sequence: 7 }])
    change(file, `UPDATE updates SET bytes = (SELECT bytes FROM updates WHERE sequence = 9) WHERE sequence = 7`)
    expect(findings(file)).toEqual([{ code: 'gap', document: plan, sequence: 7 }])
  })

  test('a damaged page is found by SQLite', async () => {
    const file = await fileWithRows()
    const database = new DatabaseSync(file)
    const size = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
    const page = Number(
      database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'updates'").get()?.['rootpage'],
    )
    database.close()
    const bytes = readFileSync(file)
    bytes.fill(0x5a, (page - 1) * size, (page - 1) * size + 200)
    writeFileSync(file, bytes)
    const { findings: found } = verifyFile(file)
    expect(found[0]).toMatchObject({ code: 'file' })
  })

  test('on the command line: exit code 1 with document and row, 0 when all is well', async () => {
    const file = await fileWithRows()
    const folder = join(file, '..')
    expect(await done(folder, 'verify')).toBe('2 documents, 11 rows and 1 checkpoints looked at, all sound.')
    flip(file, 'updates', 3)
    const people = await run(folder, ['verify']).ended
    expect(people.code).toBe(1)
    expect(people.said).toBe(
      `${file} is damaged: ws/plan, row 3: changed (Its bytes are not those that its checksum was made of).\n`,
    )
    const programs = await run(folder, ['verify', '--json', '--file', file]).ended
    expect(programs.code).toBe(1)
    expect(JSON.parse(programs.out)).toMatchObject({ rows: 11, findings: [{ document: 'ws/plan', sequence: 3 }] })
    const nothing = await run(temporaryFolder(), ['verify']).ended
    expect([nothing.code, nothing.said]).toEqual([1, expect.stringMatching(/^There is no .+\.\n$/)])
  })
})

/** A running server with somebody who writes. */
async function writing(folder: string) {
  const server = run(folder, ['serve'])
  const [, base = ''] = await server.prints(/is at (http:\S+)/)
  const who = ['--workspace', 'New plan', '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json']
  const { token, workspaceId } = JSON.parse(await done(folder, 'token', ...who))
  const room = `${workspaceId}/plan`
  const client = await joinStock(base, room, { token })
  const reader = await joinStock(base, room, { token })
  return { server, base, room, token, client, reader }
}

describe('backup and restore', () => {
  test('a copy is made while people write, is sound, and brings back what it has; what it replaces is kept', async () => {
    const folder = temporaryFolder()
    const { server, client, reader, room, token } = await writing(folder)
    client.doc.getMap('m').set('before', 1)
    await until(() => reader.doc.getMap('m').has('before'), 'it is on disk')
    let typed = 0
    const typing = setInterval(() => client.doc.getText('t').insert(0, String(typed++ % 10)), 2)
    onTestFinished(() => clearInterval(typing))
    const backup = join(folder, 'backup.sqlite')
    const said = await run(folder, ['backup', backup]).ended
    expect(said).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^\d+ documents with \d+ rows are in .+, verified\.\n$/),
    })
    clearInterval(typing)
    client.doc.getMap('m').set('after', 1)
    await until(() => reader.doc.getMap('m').has('after'), 'it is on disk')
    expect(verifyFile(backup).findings).toEqual([])
    expect(readdirSync(folder).filter(name => name.startsWith('backup'))).toEqual(['backup.sqlite'])

    const refused = await run(folder, ['restore', backup]).ended
    expect([refused.code, refused.said]).toEqual([
      1,
      expect.stringContaining(`(process ${server.process.pid}) is using`),
    ])
    for (const { provider } of [client, reader]) provider.destroy()
    server.process.kill('SIGTERM')
    await server.ended
    const restored = await run(folder, ['restore', backup]).ended
    expect(restored).toMatchObject({ code: 0, out: '' })
    const replaced = /What was there before is in (.+)\.\n/.exec(restored.said)?.[1] ?? ''
    expect(replaced).toMatch(/barycentre-replaced-\d{8}T\d{6}Z\.sqlite$/)
    expect(verifyFile(replaced)).toMatchObject({ findings: [] })
    expect(verifyFile(replaced).rows).toBeGreaterThan(verifyFile(backup).rows)

    const again = run(folder, ['serve'])
    const [, base = ''] = await again.prints(/is at (http:\S+)/)
    const late = await joinStock(base, room, { token })
    expect([late.doc.getMap('m').has('before'), late.doc.getMap('m').has('after')]).toEqual([true, false])
    // Whoever still has what came after the backup brings it back.
    await joinStock(base, room, { token }, client.doc)
    await until(() => late.doc.getMap('m').has('after'), 'it is back')
    for (const provider of [late.provider]) provider.destroy()
  })

  test('a backup replaces nothing, and an unsound file is not backed up', async () => {
    const file = await fileWithRows()
    const folder = join(file, '..')
    const backup = join(folder, 'backup.sqlite')
    writeFileSync(backup, 'mine')
    const refused = await run(folder, ['backup', backup]).ended
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('is there already; name another file.')])
    expect(readFileSync(backup, 'utf8')).toBe('mine')
    flip(file, 'updates', 2)
    const unsound = await run(folder, ['backup', join(folder, 'other.sqlite')]).ended
    expect([unsound.code, unsound.said]).toEqual([
      1,
      expect.stringContaining('Nothing was written: the copy is not sound, ws/plan, row 2'),
    ])
    expect(existsSync(join(folder, 'other.sqlite'))).toBe(false)
    const nowhere = await run(folder, ['backup', join(folder, 'no', 'such', 'folder')]).ended
    expect([nowhere.code, nowhere.said]).toEqual([1, expect.stringMatching(/^There is no folder .+\.\n$/)])
  })

  test.each([
    [
      'that is unsound',
      (file: string) => flip(file, 'updates', 2),
      /Nothing was replaced: .+ is not sound, ws\/plan, row 2/,
    ],
    [
      'that is none',
      (file: string) => writeFileSync(file, 'a letter to the Secretary-General'.repeat(99)),
      /no database of Barycentre's/,
    ],
    [
      'of something else',
      (file: string) =>
        change(file, 'DROP TABLE clients; DROP TABLE checkpoints; DROP TABLE updates; DROP TABLE documents'),
      /no database of Barycentre's/,
    ],
    [
      'of a newer version',
      (file: string) => change(file, "UPDATE migrations SET applied = 999 WHERE owner = 'log'"),
      /newer version/,
    ],
  ])('a backup %s is refused, and nothing is touched', async (_what, damage, sentence) => {
    const file = await fileWithRows()
    const folder = join(file, '..')
    const before = readFileSync(file)
    const backup = join(folder, 'backup.sqlite')
    copyFileSync(file, backup)
    damage(backup)
    const refused = await run(folder, ['restore', backup]).ended
    expect([refused.code, refused.out, refused.said]).toEqual([1, '', expect.stringMatching(sentence)])
    expect(refused.said.trim().split('\n')).toHaveLength(1)
    expect(readFileSync(file)).toEqual(before)
    expect(readdirSync(folder).filter(name => /incoming|replaced/.test(name))).toEqual([])
  })

  test('what the disk cannot keep of a copy does not take the place of what it keeps', async ({ skip }) => {
    const platterOf = buildPlatters()
    if (typeof platterOf === 'string') return skip(platterOf)
    const [file, other] = [await fileWithRows(), await fileWithRows()]
    const folder = join(file, '..')
    const before = readFileSync(file)
    const platter = platterOf(folder, 1)
    platter.failSyncs('.incoming')
    const refused = await run(folder, ['restore', other], platter.environment).ended
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.said).toContain('EIO')
    expect(readFileSync(file)).toEqual(before)
    expect(readdirSync(folder).filter(name => /incoming|replaced/.test(name))).toEqual([])
    platter.heal()
    expect(await run(folder, ['restore', other], platter.environment).ended).toMatchObject({ code: 0 })
  })

  test('in the place of a damaged file, which is kept', async () => {
    const file = await fileWithRows()
    const folder = join(file, '..')
    const backup = join(folder, 'backup.sqlite')
    await done(folder, 'backup', backup)
    writeFileSync(file, 'damaged beyond reading'.repeat(999))
    const restored = await run(folder, ['restore', backup]).ended
    expect(restored.code).toBe(0)
    const replaced = /What was there before is in (.+)\.\n/.exec(restored.said)?.[1] ?? ''
    expect(readFileSync(replaced, 'utf8')).toContain('damaged beyond reading')
    expect(verifyFile(file)).toMatchObject({ rows: 11, findings: [] })
  })
})

describe('a file that is damaged when the server starts', () => {
  test.each([
    [
      'overwritten at its beginning',
      (file: string) => writeFileSync(file, Buffer.concat([Buffer.alloc(512, 7), readFileSync(file).subarray(512)])),
    ],
    ['cut in the middle', (file: string) => truncateSync(file, statSync(file).size / 2)],
    ['of something else', (file: string) => writeFileSync(file, 'not a database'.repeat(500))],
  ])('%s: one sentence, and it stays as it is', async (_what, damage) => {
    const folder = temporaryFolder()
    await done(folder, 'workspace', 'add', 'Ours', '--from', 'demo')
    const file = join(folder, 'barycentre.sqlite')
    damage(file)
    const before = readFileSync(file)
    const end = await run(folder, ['serve']).ended
    expect(end).toMatchObject({ code: 1, out: '' })
    expect(end.said).toBe(
      `${file} is damaged or no database of Barycentre's; it is left as it is: put a backup in its place by "barycentre restore".\n`,
    )
    expect(readFileSync(file)).toEqual(before)
  })
})
