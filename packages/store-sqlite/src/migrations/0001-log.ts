import type { Migration } from '../migrate.ts'

/**
 * The log and its checkpoints. `id` is the order in which rows came into the file over all documents: it is how rows of
 * other processes are found.
 */
export const log: Migration = {
  name: '0001-log',
  sql: `
    CREATE TABLE documents (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE updates (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      document INTEGER NOT NULL REFERENCES documents,
      sequence INTEGER NOT NULL,
      time INTEGER NOT NULL,
      author TEXT NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE (document, sequence)
    ) STRICT;
    CREATE TABLE checkpoints (
      document INTEGER PRIMARY KEY REFERENCES documents,
      sequence INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
  `,
}
