export { assertOwn, ForeignDatabaseError, migrate, NewerDatabaseError, type Migration } from './migrate.ts'
export { findLogDamage } from './log-damage.ts'
export { openDatabase } from './open-database.ts'
export { logMigrations, openSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts'
