import { hash } from 'node:crypto';
import type { Verifier } from '../../../src/protocol/ports/crypto.ts';
import { createVerifier } from '../../../src/protocol/proof/verifier.ts';

const maximumVerdicts = 50_000;

/** The platform's verifier, which answers a question that it was asked before from memory: most of a mutated tree is not mutated. */
export function createMemoVerifier(): Verifier {
  const verifier = createVerifier();
  const verdicts = new Map<string, Promise<boolean>>();
  return {
    verify(publicKey, signature, message) {
      const question = Buffer.concat([publicKey, signature, message]).toString('latin1');
      const known = verdicts.get(question);
      if (known !== undefined) return known;
      if (verdicts.size >= maximumVerdicts) verdicts.clear();
      const verdict = verifier.verify(publicKey, signature, message);
      verdicts.set(question, verdict);
      return verdict;
    },
    digest: (bytes) => hash('sha256', bytes, 'buffer'),
  };
}
