import { pause } from './network/pause.ts';

/**
 * The engine, whose libraries come with this file (scripts/account-chunk.ts): starting them is one piece of work of the processor, the
 * schemas of documents three more, the engine two again, and between them the page can answer.
 */
export async function loadEngine() {
  await pause();
  await import('./protocol/activity-streams/wire-values.ts');
  await pause();
  await import('./protocol/activity-streams/object.ts');
  await pause();
  await import('./protocol/activity-streams/inspect.ts');
  await pause();
  await import('./services/leader-session.ts');
  await pause();
  const engine = await import('./engine-entry.ts');
  await pause();
  return engine;
}
