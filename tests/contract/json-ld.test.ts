// Every document that Pollen publishes means the same to a JSON-LD processor: nothing is dropped, nothing is undefined.
import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/protocol/json.ts';
import { loadContext } from '../fixtures/json-ld-contexts.ts';
import { sampleDocuments, samplePage, signSample } from '../fixtures/sample-documents.ts';

/** `safe`: whatever a processor would silently drop is an error. */
const expand = (document: JsonObject): Promise<object[]> =>
  jsonld.expand(
    { ...document } as jsonld.JsonLdDocument,
    {
      documentLoader: loadContext,
      safe: true,
    } as unknown as jsonld.Options.Expand,
  ) as Promise<object[]>;

/** Names in a compact document that no processor may lose, less those that JSON-LD itself reads. */
function membersOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(membersOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '@context' || name === 'contentMap' ? [name] : [name, ...membersOf(member)],
  );
}

describe.each([
  ['portable ids', undefined],
  ['an own origin', 'https://ada.example'],
] as const)('JSON-LD with %s', (_form, origin) => {
  const documents = sampleDocuments(origin);
  it.each(Object.entries(documents))('expands %s without losing a term', async (_name, document) => {
    const signed = await signSample(document);
    const [expanded] = await expand(signed);
    expect(JSON.stringify(expanded)).not.toMatch(/"_:|"[a-z]+":/i);
    expect(Object.keys(expanded ?? {})).toHaveLength(
      new Set(Object.keys(signed).filter((name) => !['@context', 'contentMap'].includes(name))).size,
    );
    const text = JSON.stringify(expanded);
    for (const name of new Set(membersOf(document)))
      if (!['@context', 'contentMap', 'id', 'type', 'orderedItems'].includes(name))
        expect(text).toMatch(new RegExp(`[#/:]${name}"`));
  });

  it('expands a page with signed activities around signed objects', async () => {
    const [expanded] = await expand(await samplePage(origin));
    const text = JSON.stringify(expanded);
    expect(text.match(/#DataIntegrityProof/g)).toHaveLength(7);
    expect(text.match(/activitystreams#Create"/g)).toHaveLength(2);
  });

  it('would notice an undefined term', async () => {
    await expect(expand(await signSample({ ...documents.plainNote, forgotten: 'x' }))).rejects.toThrow();
  });
});
