import type { LaterParts } from '../later-parts.ts';
import type { ImportRunner } from './import-runner.ts';

/**
 * Goes on with jobs that are running, and with those that begin later; what it takes is loaded when there is a first one. Returns a
 * function that ends it. Jobs stay where they are.
 */
export function startImports(parts: LaterParts): () => void {
  let runner: ImportRunner | undefined;
  let isLoading = false;
  let hasEnded = false;

  async function look(): Promise<void> {
    if (isLoading || hasEnded) return;
    isLoading = true;
    try {
      const jobs = await parts.store.jobs.jobs();
      if (!jobs.some(({ state }) => state === 'running')) return;
      const { createImportRunner } = await import('./import-runner.ts');
      if (hasEnded) return;
      stopListening();
      runner = createImportRunner(parts);
    } finally {
      isLoading = false;
    }
  }

  const stopListening = parts.store.onChange((topics) => {
    if (topics.has('jobs')) look().catch(parts.report);
  });
  look().catch(parts.report);
  return () => {
    hasEnded = true;
    stopListening();
    runner?.stop();
  };
}
