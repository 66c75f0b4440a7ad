import { readdirSync, readFileSync } from 'node:fs';

/** One case of a file of `bridge-spec/vectors`; what else it has depends on the file. */
export interface VectorCase {
  readonly name: string;
  readonly clause: string;
}

const folder = new URL('../../../bridge-spec/vectors/', import.meta.url);

export const vectorFiles = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.json'));

export const readVectors = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T;

/** Calls `run` for each case, and says which one it was when it throws. */
export async function eachCase<Case extends VectorCase>(
  cases: readonly Case[],
  run: (vector: Case) => void | Promise<void>,
): Promise<void> {
  for (const vector of cases) {
    try {
      await run(vector);
    } catch (error) {
      throw new Error(`${vector.name} (section ${vector.clause}): ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}
