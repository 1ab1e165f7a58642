import type { Database } from '../database/open-database.ts'
import type { PersonId } from './people.ts'
import { hashSecret } from './secrets.ts'

/** How long a browser stays signed in. */
export const signInDays = 90

/** A browser in which a person has signed in: an opaque secret in a cookie, a row here. */
export interface SignIns {
  create(secret: string, person: PersonId, now: number): void
  findPerson(secret: string, now: number): PersonId | undefined
  remove(secret: string): void
}

export function createSignIns({ sql }: Database): SignIns {
  const insert = sql.prepare(
    'INSERT INTO sign_ins (secret_hash, person_id, created_at, expires_at) VALUES (?, ?, ?, ?)',
  )
  const select = sql.prepare('SELECT person_id FROM sign_ins WHERE secret_hash = ? AND expires_at > ?')
  const remove = sql.prepare('DELETE FROM sign_ins WHERE secret_hash = ?')
  const removeExpired = sql.prepare('DELETE FROM sign_ins WHERE expires_at <= ?')
  return {
    create(secret, person, now) {
      removeExpired.run(now)
      insert.run(hashSecret(secret), person, now, now + signInDays * 86_400_000)
    },
    findPerson(secret, now) {
      const row = select.get(hashSecret(secret), now)
      return row && (row['person_id'] as PersonId)
    },
    remove: secret => void remove.run(hashSecret(secret)),
  }
}
