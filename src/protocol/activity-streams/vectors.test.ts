import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Did } from '../brand.ts';
import { didToIpnsName } from '../identity/did.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import { createSeedSigner } from '../proof/signer.ts';
import { createNobleVerifier, createVerifier } from '../proof/verifier.ts';
import type { JsonObject } from '../json.ts';
import { checkActivity, checkDocument, checkPage } from './check.ts';
import type { CheckedPage, DocumentKind } from './check.ts';

interface Vector {
  readonly name: string;
  readonly kind: DocumentKind;
  readonly valid: boolean;
  readonly error?: string;
  readonly activities?: readonly string[];
  readonly text: string;
}
interface Vectors {
  readonly account: Did;
  readonly ipnsName: string;
  readonly secretKeyHex: string;
  readonly documents: readonly Vector[];
}
const file = new URL('../../../bridge-spec/vectors/documents.json', import.meta.url);
const { account, ipnsName, secretKeyHex, documents } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

describe('document vectors', () => {
  it('belong to the account that they name', () => {
    expect(createSeedSigner(Uint8Array.from(Buffer.from(secretKeyHex, 'hex'))).did).toBe(account);
    expect(didToIpnsName(account)).toBe(ipnsName);
  });

  it.each(documents)('$kind: $name', async ({ kind, text, valid, error, activities }) => {
    expect(canonicalize(JSON.parse(text) as JsonObject)).toBe(text);
    const bytes = new TextEncoder().encode(text);
    for (const verifier of [createVerifier(), createNobleVerifier()]) {
      const check = kind === 'page' ? checkPage : kind === 'activity' ? checkActivity : checkDocument;
      const result = await check(bytes, account, verifier);
      expect(result.ok ? undefined : result.error.type).toBe(error);
      expect(result.ok).toBe(valid);
      if (result.ok && activities !== undefined)
        expect((result.value as CheckedPage).activities.map((activity) => (activity.ok ? 'valid' : activity.error.type))).toEqual(
          activities,
        );
    }
  });
});
