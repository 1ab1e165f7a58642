import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { normalisePlanFile } from '@barycentre/plan'
import { decodeExtension, encodeExtension, encodeUpdate, protocolVersion } from '@barycentre/sync'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import demo from '@barycentre/plan/demo' with { type: 'json' }
import { showSettings } from '../src/config.ts'
import { buildCommandLine, done, run } from './support/child.ts'
import { connected } from './support/raw-client.ts'
import { temporaryFolder, until } from './support/server.ts'
import { joinStock } from './support/stock-client.ts'

buildCommandLine()

/** A folder with a plan file in it. */
function folderWith(name: string, content: string): { folder: string; file: string } {
  const folder = temporaryFolder()
  const file = join(folder, name)
  writeFileSync(file, content)
  return { folder, file }
}

/** How many frames of the connection are on disk, if that is what the message says. */
function acknowledgedFrames(frame: Uint8Array): number {
  const message = decodeExtension(frame)
  return message?.kind === 'saved' ? message.frames : 0
}

const hello = encodeExtension({
  kind: 'hello',
  protocol: protocolVersion,
  schema: '1',
  capabilities: [],
  client: 0,
  sequence: 0,
  chain: 0,
})

const small = JSON.stringify({
  schemaVersion: '0.2',
  plan: { id: 'p', title: 'Small' },
  vision: { text: 'One.\n\nTwo.' },
})

describe('without a server', () => {
  test('workspaces are made, listed, filled, refused twice, replaced and written out', async () => {
    const { folder, file } = folderWith('small.json', small)
    const added = JSON.parse(await done(folder, 'workspace', 'add', 'Ours', '--json'))
    expect(added).toMatchObject({ name: 'Ours', ownerLink: expect.stringContaining('/join/') })
    expect(JSON.parse(await done(folder, 'workspace', 'list', '--json'))).toEqual([{ id: added.id, name: 'Ours' }])

    expect(JSON.parse(await done(folder, 'import', file, '--workspace', 'Ours', '--json'))).toMatchObject({ notes: [] })
    const again = await run(folder, ['import', file, '--workspace', 'Ours']).ended
    expect([again.code, again.said]).toEqual([1, expect.stringContaining('has a plan already; --replace')])

    const demoFile = join(folder, 'demo.json')
    writeFileSync(demoFile, JSON.stringify(demo))
    await done(folder, 'import', demoFile, '--workspace', added.id, '--replace')
    const out = join(folder, 'out.json')
    await done(folder, 'export', '--workspace', 'Ours', '--out', out)
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(normalisePlanFile(demo))

    await done(folder, 'import', file, '--workspace', 'Ours', '--replace')
    const exported = JSON.parse(await done(folder, 'export', '--workspace', 'Ours'))
    expect(exported).toEqual(normalisePlanFile(JSON.parse(small)))
  })

  test('a file that is refused leaves nothing behind, and the sentence says where and why', async () => {
    const { folder, file } = folderWith('cut.json', JSON.stringify(demo).slice(0, 900))
    const refused = await run(folder, ['workspace', 'add', 'Cut', '--from', file]).ended
    expect(refused).toMatchObject({
      code: 1,
      out: '',
      said: expect.stringMatching(/ends in the middle, at line 1, column \d+\. Nothing was imported\./),
    })
    expect(await done(folder, 'workspace', 'list')).toBe('')
  })

  test.each([
    ['no command', [], 2],
    ['an unknown command', ['workspce', 'list'], 2],
    ['an unknown option', ['workspace', 'list', '--jsn'], 2],
    ['a missing option', ['token', '--workspace', 'x'], 2],
    ['a word too many', ['workspace', 'list', 'all'], 2],
    ['a role that does not exist', ['token', '--workspace', 'x', '--name', 'n', '--group', 'DPA', '--role', 'king'], 2],
    ['a workspace that does not exist', ['export', '--workspace', 'x'], 1],
    ['a file that does not exist', ['import', 'x.json', '--workspace', 'x'], 1],
  ])('%s: exit code %#', async (_what, args, code) => {
    const end = await run(temporaryFolder(), args).ended
    expect(end.code).toBe(code)
    expect((end.said + end.out).trim()).not.toBe('')
    expect(end.said).not.toContain('    at ')
  })

  test('every command has --help, which exits with 0 and opens nothing', async () => {
    const overview = (await run('/nowhere/at/all', ['--help']).ended).out
    const names = [...overview.matchAll(/^ {2}([a-z-]+(?: [a-z]+)?) {2,}/gm)].map(match => match[1] as string)
    expect(names).toEqual(expect.arrayContaining(['serve', 'workspace add', 'import', 'export', 'token', 'owner-link']))
    const ends = await Promise.all(names.map(name => run('/nowhere/at/all', [...name.split(' '), '--help']).ended))
    for (const [at, end] of ends.entries()) {
      expect([end.code, end.out]).toEqual([0, expect.stringContaining(`Usage: barycentre ${names[at]}`)])
    }
  })
})

describe('beside a running server', () => {
  test('an import is seen by who has the workspace open, and a revoked token ends its connection', async () => {
    const { folder, file } = folderWith('small.json', small)
    const server = run(folder, ['serve'])
    const [, base = ''] = await server.prints(/is at (http:\S+)/)
    const at = ['--workspace', 'New plan']
    const { id, token, workspaceId } = JSON.parse(
      await done(folder, 'token', ...at, '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json'),
    )
    const { doc, provider } = await joinStock(base, `${workspaceId}/plan`, { token })
    const text = await joinStock(base, `${workspaceId}/text/vision`, { token, schema: '1' })
    await done(folder, 'import', file, ...at)
    await until(() => doc.getMap('plan').get('plan/title') === 'Small', 'the plan arrives')
    await until(() => text.doc.getXmlFragment('prose').toString().includes('Two.'), 'the text arrives')

    const closed = once(provider as never, 'connection-close' as never)
    const raw = await connected(`${base.replace('http', 'ws')}/sync/${workspaceId}/plan?token=${token}`)
    await done(folder, 'token', 'revoke', id, ...at)
    expect(await raw.closed).toEqual({ code: 4401, reason: 'token-revoked' })
    provider.destroy()
    text.provider.destroy()
    await closed
  })

  test('SIGKILL in mid-typing: whatever another had seen or was acknowledged is there after the restart', async () => {
    const folder = temporaryFolder()
    const server = run(folder, ['serve'])
    const [, base = ''] = await server.prints(/is at (http:\S+)/)
    const at = ['--workspace', 'New plan', '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json']
    const { token, workspaceId } = JSON.parse(await done(folder, 'token', ...at))
    const writer = await connected(`${base.replace('http', 'ws')}/sync/${workspaceId}/plan?token=${token}`)
    writer.send(hello)
    const reader = await joinStock(base, `${workspaceId}/plan`, { token })
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => writer.isOpen && writer.send(encodeUpdate(update)))
    let typed = 0
    const typing = setInterval(
      () => doc.getText('prose/x/y/z').insert(typed, String.fromCharCode(97 + (typed++ % 26))),
      2,
    )
    onTestFinished(() => clearInterval(typing))
    await until(() => reader.doc.getText('prose/x/y/z').length > 60, 'the other sees the typing')
    server.process.kill('SIGKILL')
    await server.ended
    clearInterval(typing)
    const seen = reader.doc.getText('prose/x/y/z').toString()
    reader.provider.destroy()
    const acknowledged = Math.max(...writer.heard.map(acknowledgedFrames))
    expect(typed).toBeGreaterThanOrEqual(seen.length)
    expect(acknowledged).toBeGreaterThan(40)

    const again = run(folder, ['serve'])
    const [, newBase = ''] = await again.prints(/is at (http:\S+)/)
    const late = await joinStock(newBase, `${workspaceId}/plan`, { token })
    const kept = late.doc.getText('prose/x/y/z').toString()
    expect(kept.startsWith(seen)).toBe(true)
    // Each frame was one letter.
    expect(kept.length).toBeGreaterThanOrEqual(acknowledged)
    late.provider.destroy()
  })

  test('what many rows have come to is folded in a thread, before it stops', async () => {
    const folder = temporaryFolder()
    const server = run(folder, ['serve'], { FOLD_ASIDE_BYTES: '0' })
    const [, base = ''] = await server.prints(/is at (http:\S+)/)
    const at = ['--workspace', 'New plan', '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json']
    const { token, workspaceId } = JSON.parse(await done(folder, 'token', ...at))
    const { doc, provider } = await joinStock(base, `${workspaceId}/plan`, { token })
    const reader = await joinStock(base, `${workspaceId}/plan`, { token })
    for (let i = 1; i <= 60; i++) {
      doc.getMap('m').set('k', i)
      await until(() => reader.doc.getMap('m').get('k') === i, 'each is a row of its own')
    }
    for (const each of [provider, reader.provider]) each.destroy()
    server.process.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ code: 0, said: expect.not.stringContaining('Error') })
    const database = new DatabaseSync(join(folder, 'barycentre.sqlite'), { readOnly: true })
    onTestFinished(() => database.close())
    expect(database.prepare('SELECT max(sequence) AS upTo FROM checkpoints').get()).toEqual({ upTo: 60 })
  })

  test('a second server on the same folder is told which process has it; the first goes on', async () => {
    const folder = temporaryFolder()
    const first = run(folder, ['serve'])
    const [, base = ''] = await first.prints(/is at (http:\S+)/)
    const second = await run(folder, ['serve']).ended
    expect(second).toMatchObject({ code: 1, out: '' })
    expect(second.said).toBe(
      `Another Barycentre server (process ${first.process.pid}) is using the data folder ${folder}; stop it, or set DATA_DIR.\n`,
    )
    expect((await fetch(`${base}/health`)).status).toBe(200)
  })

  test('it stops in good order on SIGTERM, and prints an owner link only until there is an owner', async () => {
    const folder = temporaryFolder()
    const first = run(folder, ['serve'])
    const [, base = '', secret = ''] = await first.prints(/First person \(owner\): (http:\S+)\/join\/(\S+)/)
    await fetch(`${base}/api/join`, {
      method: 'POST',
      headers: { 'x-barycentre': '1' },
      body: JSON.stringify({ secret, name: 'Ada', entity: 'DPKO' }),
    })
    first.process.kill('SIGTERM')
    expect(await first.ended).toMatchObject({ code: 0 })
    const second = run(folder, ['serve'])
    await second.prints(/A fresh link for an owner: barycentre owner-link/)
    second.process.kill('SIGINT')
    expect((await second.ended).out).not.toContain('/join/')
  })
})

describe('the settings', () => {
  test('are printed as they are, a secret not, and nothing is started', async () => {
    const environment = { MAX_MESSAGE_BYTES: '1MiB', METRICS_TOKEN: 'not-to-be-read-by-others' }
    const lines = run('/nowhere/at/all', ['serve', '--print-config'], environment)
    const { code, out } = await lines.ended
    expect(code).toBe(0)
    expect(out).toMatch(/^MAX_MESSAGE_BYTES=1MiB +# one message, and so the largest update$/m)
    expect(out).toMatch(/^MAX_DOCUMENT_BYTES=64MiB +# one document \(default\)$/m)
    expect(out).toMatch(/^METRICS_TOKEN=\(set\) /m)
    const json = JSON.parse(await done('/nowhere/at/all', 'serve', '--print-config', '--json'))
    expect(json).toContainEqual({ name: 'FOLD_SECONDS', value: '30', isSet: false, about: expect.any(String) })
  })

  test('are all in the book of operations, with their defaults', () => {
    const book = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8')
    for (const { name, value } of showSettings({})) {
      expect(book).toMatch(new RegExp(`^\\| \`${name}\` *\\| ${value === '' ? '' : `\`${value}\``} *\\|`, 'm'))
    }
  })
})

describe('what a person can mend gets one sentence and exit code 1', () => {
  const one = /^[^\n]+\.\n$/

  test.each([
    ['PORT', { PORT: 'http' }, 'PORT must be'],
    ['PORT', { PORT: '70000' }, 'PORT must be'],
    ['HOST', { HOST: 'a b' }, 'HOST must be'],
    ['HOST', { HOST: '192.0.2.1' }, 'HOST is "192.0.2.1", which is no address of this machine'],
    ['PUBLIC_URL', { PUBLIC_URL: 'plan.example.org' }, 'PUBLIC_URL must be'],
    ['DATA_DIR', { DATA_DIR: ' ' }, 'DATA_DIR must'],
    ['MAX_MESSAGE_BYTES', { MAX_MESSAGE_BYTES: '4 megs' }, 'MAX_MESSAGE_BYTES must be a number of bytes such as 4MiB'],
    ['MAX_SOCKET_BYTES', { MAX_SOCKET_BYTES: '1KiB' }, '128KiB or more, but is "1KiB"'],
    ['MAX_CONNECTIONS', { MAX_CONNECTIONS: '0' }, 'MAX_CONNECTIONS must be a whole number, 1 or more'],
    ['FIRST_MESSAGE_SECONDS', { FIRST_MESSAGE_SECONDS: '0.5' }, 'FIRST_MESSAGE_SECONDS must be'],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'proxy' }, 'TRUSTED_PROXIES must be addresses'],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
    [
      'METRICS_TOKEN',
      { METRICS_TOKEN: 'short' },
      'METRICS_TOKEN must be at least 16 characters without blanks, but is not',
    ],
  ])('a wrong %s: %o', async (_name, environment, beginning) => {
    const end = await run(temporaryFolder(), ['serve'], environment).ended
    expect(end).toMatchObject({ code: 1, out: '' })
    expect(end.said).toMatch(one)
    expect(end.said).toContain(beginning)
  })

  test('a taken port', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as { port: number }
    const end = await run(temporaryFolder(), ['serve'], { PORT: String(port) }).ended
    expect(end).toMatchObject({
      code: 1,
      out: '',
      said: `Port ${port} is taken by another program; stop it, or set PORT to another one.\n`,
    })
  })

  test('a data folder that cannot be one', async () => {
    const { file } = folderWith('a-file', '')
    const end = await run(join(file, 'data'), ['serve']).ended
    expect(end).toMatchObject({ code: 1, out: '' })
    expect(end.said).toMatch(/^The data folder .+ cannot be written to \(ENOTDIR\); DATA_DIR names it\.\n$/)
  })

  // Root may write everywhere, so there it proves nothing.
  test.skipIf(process.getuid?.() === 0)('a data folder that is write-protected', async () => {
    const folder = join(temporaryFolder(), 'locked')
    mkdirSync(folder)
    chmodSync(folder, 0o500)
    const end = await run(folder, ['serve']).ended
    expect(end).toMatchObject({ code: 1, said: expect.stringContaining('EACCES') })
  })
})
