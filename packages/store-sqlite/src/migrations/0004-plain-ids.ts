import type { Migration } from '../migrate.ts'

/**
 * Rows are numbered by SQLite's own count. `AUTOINCREMENT` kept another in a table of its own, one page more for each
 * commit, against the numbers of deleted rows being given again: no row is ever deleted.
 */
export const plainIds: Migration = {
  name: '0004-plain-ids',
  sql: `
    CREATE TABLE updates_with_plain_ids (
      id INTEGER PRIMARY KEY,
      document INTEGER NOT NULL REFERENCES documents,
      sequence INTEGER NOT NULL,
      time INTEGER NOT NULL,
      author TEXT NOT NULL,
      bytes BLOB NOT NULL,
      chain INTEGER NOT NULL,
      UNIQUE (document, sequence)
    ) STRICT;
    INSERT INTO updates_with_plain_ids SELECT id, document, sequence, time, author, bytes, chain FROM updates ORDER BY id;
    DROP TABLE updates;
    ALTER TABLE updates_with_plain_ids RENAME TO updates;
  `,
}
