import { basename } from 'node:path';
import type { TestSequencer, TestSequencerConstructor, TestSpecification, Vitest } from 'vitest/node';

/**
 * Files of these names (without what follows the first dot) begin first, in this order; the others as usual. A fresh clone knows no times
 * and would begin with the largest files: the last long one would then run while the other processors have nothing to do.
 */
export function longestFirst(names: readonly string[]): TestSequencerConstructor {
  const place = ({ moduleId }: TestSpecification): number => {
    const index = names.indexOf(basename(moduleId).split('.')[0] ?? '');
    return index === -1 ? names.length : index;
  };
  return class implements TestSequencer {
    readonly #vitest: Vitest;

    constructor(vitest: Vitest) {
      this.#vitest = vitest;
    }

    async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
      return usual(this.#vitest, 'shard', files);
    }

    async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await usual(this.#vitest, 'sort', files);
      return sorted.toSorted((one, other) => place(one) - place(other));
    }
  };
}

/** Loaded for tests only: builds read the same configuration. */
async function usual(vitest: Vitest, what: keyof TestSequencer, files: TestSpecification[]): Promise<TestSpecification[]> {
  const { BaseSequencer } = await import('vitest/node');
  return new BaseSequencer(vitest)[what](files);
}
