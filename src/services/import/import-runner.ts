import type { LaterParts } from '../later-parts.ts';

/** Goes on with the jobs of this account, in the tab that runs the network. */
export interface ImportRunner {
  /** What is under way ends by itself or is told to; jobs stay where they are. */
  stop(): void;
}

export function createImportRunner(_parts: LaterParts): ImportRunner {
  return { stop: () => undefined };
}
