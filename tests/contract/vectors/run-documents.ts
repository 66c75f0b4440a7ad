import { expect } from 'vitest';
import { checkActivity, checkDocument, checkPage } from '../../../src/protocol/activity-streams/check.ts';
import type { DocumentKind } from '../../../src/protocol/activity-streams/check.ts';
import type { Did } from '../../../src/protocol/brand.ts';
import { createNobleVerifier, createVerifier } from '../../../src/protocol/proof/verifier.ts';
import type { VectorCase } from './vector-file.ts';

export interface DocumentCase extends VectorCase {
  readonly account: Did;
  readonly kind: DocumentKind;
  readonly valid: boolean;
  readonly reason?: string;
  readonly activities?: readonly string[];
  readonly text?: string;
  /** Instead of `text`: pieces to be put together, so that large documents make small files. */
  readonly parts?: readonly ({ readonly text: string } | { readonly repeat: string; readonly times: number })[];
}

const verifiers = [createVerifier(), createNobleVerifier()];

export const textOfCase = ({ text, parts = [] }: DocumentCase): string =>
  text ?? parts.map((part) => ('text' in part ? part.text : part.repeat.repeat(part.times))).join('');

/** A document by itself; of a page also the verdict on each activity. Native and JavaScript verifiers must agree. */
export async function checkDocumentCase(vector: DocumentCase): Promise<void> {
  const { account, kind, valid, reason, activities } = vector;
  const bytes = new TextEncoder().encode(textOfCase(vector));
  for (const verifier of verifiers) {
    if (kind === 'page') {
      const page = await checkPage(bytes, account, verifier);
      expect(page.ok ? undefined : page.error.type).toBe(reason);
      expect(page.ok).toBe(valid);
      if (page.ok)
        expect(page.value.activities.map((activity) => (activity.ok ? 'valid' : activity.error.type))).toEqual(activities ?? []);
      continue;
    }
    const check = kind === 'activity' ? checkActivity : checkDocument;
    const result = await check(bytes, account, verifier, kind);
    expect(result.ok ? undefined : result.error.type).toBe(reason);
    expect(result.ok).toBe(valid);
  }
}
