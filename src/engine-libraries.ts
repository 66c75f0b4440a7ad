/**
 * The engine, whose libraries come with this file (scripts/account-chunk.ts): starting them is one piece of work of the processor,
 * starting the engine another, and between the two the page can answer.
 */
export const loadEngine = () => import('./engine-entry.ts');
