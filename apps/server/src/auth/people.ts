import type { Branded } from '@barycentre/kit'
import type { Database } from '../database/open-database.ts'

export type PersonId = Branded<'PersonId'>

export interface Person {
  readonly id: PersonId
  readonly name: string
  /** The organisation that the person speaks for, in their own words. */
  readonly entity: string
}

export interface People {
  create(person: Person, now: number): void
  find(id: PersonId): Person | undefined
  setEntity(id: PersonId, entity: string): void
}

export function createPeople({ sql }: Database): People {
  const insert = sql.prepare('INSERT INTO people (id, name, entity, created_at) VALUES (?, ?, ?, ?)')
  const select = sql.prepare('SELECT name, entity FROM people WHERE id = ?')
  const setEntity = sql.prepare('UPDATE people SET entity = ? WHERE id = ?')
  return {
    create: (person, now) => void insert.run(person.id, person.name, person.entity, now),
    find(id) {
      const row = select.get(id)
      return row && { id, name: String(row['name']), entity: String(row['entity']) }
    },
    setEntity: (id, entity) => void setEntity.run(entity, id),
  }
}
