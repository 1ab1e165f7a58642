import type { Migration } from '../migrate.ts'

/** Where it is tried whether anything can be kept. Empty but for a moment. */
export const probes: Migration = {
  name: '0003-probes',
  sql: 'CREATE TABLE probes (bytes BLOB NOT NULL) STRICT',
}
