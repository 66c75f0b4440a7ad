// Test files that share a process find it as a fresh one: what a file put in the place of something, and its databases, end with it.
import { IDBFactory } from 'fake-indexeddb';
import { afterAll, vi } from 'vitest';

const { env } = process;
const before = { ...env };

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  for (const name of Object.keys(env)) if (!(name in before)) delete env[name];
  Object.assign(env, before);
  if ('indexedDB' in globalThis) Object.assign(globalThis, { indexedDB: new IDBFactory() });
});
