import type { JobRecord } from '../../protocol/ports/jobs.ts';
import type { LaterParts } from '../later-parts.ts';
import type { JobData } from './import-data.ts';
import type { ImportRunner } from './import-runner.ts';

/**
 * Goes on with jobs that are running, with those that begin later, and with those that are to be tried again one day; what it takes is
 * loaded when there is a first one. Returns a function that ends it. Jobs stay where they are.
 */
export function startImports(parts: LaterParts): () => void {
  let runner: ImportRunner | undefined;
  let isLoading = false;
  let hasEnded = false;

  async function look(): Promise<void> {
    if (isLoading || hasEnded || runner !== undefined) return;
    isLoading = true;
    try {
      const jobs = await parts.store.jobs.jobs();
      if (!jobs.some(isToBeRun)) return;
      const { createImportRunner } = await import('./import-runner.ts');
      if (hasEnded) return;
      stopListening();
      runner = createImportRunner(parts);
    } finally {
      isLoading = false;
    }
  }

  const stopListening = parts.store.onChange((topics) => {
    if (topics.has('jobs')) look().catch(report);
  });
  function report(error: unknown): void {
    if (!hasEnded) parts.report(error);
  }
  look().catch(report);
  return () => {
    hasEnded = true;
    stopListening();
    runner?.stop();
  };
}

const isToBeRun = ({ state, data }: JobRecord): boolean =>
  state === 'running' || (state === 'finished' && (data as JobData).retryAtMs !== undefined);
