// The process of Hocuspocus. The queries are those of @hocuspocus/extension-sqlite 4.7.0, over node:sqlite: the package
// itself brings better-sqlite3, which would have to be compiled.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

const database = new DatabaseSync(join(process.env['DATA_DIR'] ?? '.', 'hocuspocus.sqlite'))
database.exec(
  'CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))',
)
const select = database.prepare('SELECT data FROM "documents" WHERE name = $name ORDER BY rowid DESC')
const upsert = database.prepare(
  'INSERT INTO "documents" ("name", "data") VALUES ($name, $data) ON CONFLICT(name) DO UPDATE SET data = $data',
)

const persistence = new Database({
  fetch: async ({ documentName }) => (select.get({ name: documentName })?.['data'] as Uint8Array | undefined) ?? null,
  store: async ({ documentName, state }) => void upsert.run({ name: documentName, data: state }),
})

await new Server({
  port: Number(process.env['PORT']),
  address: '127.0.0.1',
  quiet: true,
  extensions: [persistence],
}).listen()
