import type { Verifier } from '../ports/crypto.ts';

const maximumVerdicts = 100_000;

/**
 * A verifier that does not verify the same signature twice: objects stand in pages and in their files. Key (32 bytes), signature
 * (64) and message together are the name of a verdict; at most 100,000 are remembered.
 */
export function createRememberingVerifier(verifier: Verifier): Verifier {
  const verdicts = new Map<string, Promise<boolean>>();
  return {
    ...verifier,
    verify(publicKey, signature, message) {
      const name = String.fromCharCode(...publicKey, ...signature, ...message);
      let verdict = verdicts.get(name);
      if (verdict === undefined) {
        if (verdicts.size >= maximumVerdicts) verdicts.clear();
        verdict = verifier.verify(publicKey, signature, message);
        verdicts.set(name, verdict);
      }
      return verdict;
    },
  };
}
