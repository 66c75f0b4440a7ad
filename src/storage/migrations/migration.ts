/**
 * One step from a version to the next, numbered by its place in the list. Runs inside the upgrade transaction: all steps or none.
 * A step that was released is never edited; changes are new steps.
 */
export type Migration = (database: IDBDatabase, upgrade: IDBTransaction) => void;

/** Applies the steps that a database at `oldVersion` (0 = new) has not seen. */
export function migrate(
  migrations: readonly Migration[],
  database: IDBDatabase,
  upgrade: IDBTransaction,
  oldVersion: number,
): void {
  for (const migration of migrations.slice(oldVersion)) migration(database, upgrade);
}
