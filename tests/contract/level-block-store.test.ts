import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type Database, openDatabase } from '../../src/gateway/database/database.ts';
import { createLevelBlockStore } from '../../src/gateway/level-block-store.ts';
import { describeBlockStore } from './block-store-suite.ts';

const opened: { directory: string; database: Database }[] = [];

describeBlockStore('LevelDB', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'pollen-level-'));
  const database = await openDatabase(directory);
  if (!database.ok) throw new Error(database.error);
  opened.push({ directory, database: database.value });
  return createLevelBlockStore(database.value);
});

afterEach(async () => {
  for (const { directory, database } of opened.splice(0)) {
    await database.close();
    await rm(directory, { recursive: true });
  }
});
