import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import type { CheckContext } from './check-context.ts';

/** What Data Integrity and Multikey define as protected: JSON-LD processors refuse a document that defines it otherwise. */
const protectedTerms = new Set(['DataIntegrityProof', 'Multikey', 'digestMultibase', 'id', 'proof', 'type']);

/** Inline terms of a document and of the object in it (bridge-spec section 3.2). */
export function checkContextTerms(context: CheckContext, file: string, document: JsonObject): void {
  const { '@context': entries, object } = document;
  for (const entry of Array.isArray(entries) ? entries.filter(isJsonObject) : []) {
    const again = Object.keys(entry).filter((term) => protectedTerms.has(term));
    if (again.length > 0) context.findings.add('context-terms', file, `defines ${again.join(', ')}`);
  }
  if (isJsonObject(object)) checkContextTerms(context, file, object);
}
