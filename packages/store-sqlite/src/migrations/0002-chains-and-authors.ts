import type { Migration } from '../migrate.ts'

/**
 * The chain of each row (absent before this), and whose each Yjs client id is. Rows of before have no chain: whoever
 * held such a place is given the state instead.
 */
export const chainsAndAuthors: Migration = {
  name: '0002-chains-and-authors',
  sql: `
    ALTER TABLE updates ADD COLUMN chain INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE checkpoints ADD COLUMN chain INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE clients (
      document INTEGER NOT NULL REFERENCES documents,
      client INTEGER NOT NULL,
      author TEXT NOT NULL,
      PRIMARY KEY (document, client)
    ) STRICT, WITHOUT ROWID;
  `,
}
