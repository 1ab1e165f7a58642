import type { Migration } from '@barycentre/store-sqlite'

/** In the order of their numbers; one that has been released is never changed, only followed by another. */
export const migrations: readonly Migration[] = [
  {
    name: '0001-people-workspaces-rights',
    sql: `
      CREATE TABLE people (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, entity TEXT NOT NULL, created_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE sign_ins (
        secret_hash BLOB PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people, created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sign_ins_by_person ON sign_ins (person_id);

      -- A workspace is "preparing" while its documents are being written; nobody sees it until it is "ready".
      CREATE TABLE workspaces (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('preparing', 'ready')),
        created_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE memberships (
        workspace_id TEXT NOT NULL REFERENCES workspaces, person_id TEXT NOT NULL REFERENCES people,
        role TEXT NOT NULL, group_code TEXT NOT NULL, created_at INTEGER NOT NULL,
        PRIMARY KEY (workspace_id, person_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX memberships_by_person ON memberships (person_id);

      CREATE TABLE invitations (
        id TEXT PRIMARY KEY, secret_hash BLOB NOT NULL UNIQUE,
        -- Without a workspace it is the owner's link: it gives every workspace that there is when it is used.
        workspace_id TEXT REFERENCES workspaces,
        role TEXT NOT NULL, group_code TEXT NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL, uses_allowed INTEGER NOT NULL, uses INTEGER NOT NULL DEFAULT 0, revoked_at INTEGER
      ) STRICT;

      CREATE TABLE tokens (
        id TEXT PRIMARY KEY, secret_hash BLOB NOT NULL UNIQUE, workspace_id TEXT NOT NULL REFERENCES workspaces,
        name TEXT NOT NULL, role TEXT NOT NULL, group_code TEXT NOT NULL, created_by TEXT NOT NULL,
        created_at INTEGER NOT NULL, revoked_at INTEGER
      ) STRICT;
      CREATE INDEX tokens_by_workspace ON tokens (workspace_id);

      -- What came with a plan file beside its records. An import counts from the moment in which its updates are in the
      -- log; until then it is "preparing". The latest that counts is the one that is read and exported.
      CREATE TABLE imports (
        id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL REFERENCES workspaces, state TEXT NOT NULL CHECK (state IN ('preparing', 'ready')),
        facts TEXT NOT NULL, text_names TEXT NOT NULL, created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX imports_by_workspace ON imports (workspace_id);

      -- What a file had recorded as decided: kept as it came, read and exported, never edited.
      CREATE TABLE ledger_entries (
        import_id TEXT NOT NULL REFERENCES imports, position INTEGER NOT NULL, kind TEXT NOT NULL, entry_id TEXT NOT NULL,
        about_kind TEXT, about_id TEXT, body TEXT NOT NULL,
        PRIMARY KEY (import_id, position)
      ) STRICT, WITHOUT ROWID;

      -- Raised with every change of rights, so that a running server sees those made by another process.
      CREATE TABLE rights_version (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), version INTEGER NOT NULL) STRICT;
      INSERT INTO rights_version VALUES (1, 1);
      CREATE TRIGGER rights_memberships_changed AFTER UPDATE ON memberships BEGIN UPDATE rights_version SET version = version + 1; END;
      CREATE TRIGGER rights_memberships_removed AFTER DELETE ON memberships BEGIN UPDATE rights_version SET version = version + 1; END;
      CREATE TRIGGER rights_tokens_changed AFTER UPDATE ON tokens BEGIN UPDATE rights_version SET version = version + 1; END;
      CREATE TRIGGER rights_sign_ins_removed AFTER DELETE ON sign_ins BEGIN UPDATE rights_version SET version = version + 1; END;
    `,
  },
]
