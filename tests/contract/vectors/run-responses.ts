import { expect } from 'vitest';
import type { Did } from '../../../src/protocol/brand.ts';
import { createVerifier } from '../../../src/protocol/proof/verifier.ts';
import { checkResponse } from '../../../src/protocol/responses/check-response.ts';
import { parseResponses } from '../../../src/protocol/responses/responses-page.ts';
import type { VectorCase } from './vector-file.ts';

export interface ResponsesCase extends VectorCase {
  readonly account: Did;
  readonly host: string;
  readonly text: string;
  readonly valid: boolean;
  readonly accepted?: readonly string[];
  readonly next?: string | null;
}

const verifier = createVerifier();

export async function checkResponses({ account, host, text, valid, accepted, next }: ResponsesCase): Promise<void> {
  const page = parseResponses(new TextEncoder().encode(text), host);
  expect(page.ok).toBe(valid);
  if (!page.ok) return;
  const taken: string[] = [];
  for (const entry of page.value.entries) {
    const response = await checkResponse(entry, { me: account, origin: host, verifier });
    if (response.ok) taken.push(response.value.id);
  }
  expect({ accepted: taken, next: page.value.next ?? null }).toEqual({ accepted, next });
}
