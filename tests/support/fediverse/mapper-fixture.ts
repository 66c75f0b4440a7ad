import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { expect } from 'vitest';
import { createSanitiser } from '../../../src/services/sanitise.ts';
import type { PersonRecord, PostRecord } from '../../../src/protocol/ports/records.ts';
import type { RichText } from '../../../src/protocol/rich-text.ts';
import type { Reading, RemotePage } from '../../../src/protocol/fediverse/reading.ts';

export const nowMs = Date.UTC(2026, 10, 22, 12);
export const origin = 'https://social.example';
export const htmlToRichText = createSanitiser(new JSDOM('').window);
export const reading: Reading = { origin, nowMs, htmlToRichText };
export const everybody = 'https://www.w3.org/ns/activitystreams#Public';

/** Markup that must not get through, in every text of every answer. */
export const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<svg onload=alert(1)>',
  '<iframe src="https://evil.example"></iframe>',
  '[x](javascript:alert(1))',
  '$[x.y <b>]</b>',
  '\u202e\u0000\ud800',
];

/** Records as the rest of the app may rely on them, whatever came in. */
export function expectSound(page: RemotePage): void {
  expect(page.posts.length).toBeLessThanOrEqual(500);
  for (const post of page.posts) expectSoundPost(post);
  for (const person of page.people) expectSoundPerson(person);
  expect(new Set(page.posts.map(({ id }) => id)).size).toBe(page.posts.length);
  for (const id of [...page.references, ...page.parents.map(({ post }) => post)]) expect(new URL(id).protocol).toBe('https:');
}

function expectSoundPost({ id, author, atMs, updatedMs, home, object, content, provenance }: PostRecord): void {
  expect([new URL(id).protocol, new URL(id).host]).toEqual(['https:', new URL(author).host]);
  expect(atMs).toBeLessThanOrEqual(nowMs);
  expect(updatedMs).toBeLessThanOrEqual(nowMs);
  expect([home, provenance]).toEqual([0, { type: 'host', host: 'social.example' }]);
  expectSoundText(content);
  expectSoundJson(object);
  expect(JSON.stringify([object['to'], object['cc']])).toContain(everybody);
  for (const attachment of [object['attachment'] ?? []].flat())
    expect(attachment).toMatchObject({ url: expect.stringMatching(/^https:/) });
}

export function expectSoundPerson(person: PersonRecord): void {
  expect(new URL(person.id).protocol).toBe('https:');
  expect(person.username).toMatch(/^[^@\s<>]+@[^@\s<>]+$/);
  expect(person.name.length).toBeLessThanOrEqual(260);
  expect(person.name).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  expect(person.icon ?? 'https:').toMatch(/^https:/);
  expect(person.provenance).toEqual({ type: 'host', host: 'social.example' });
  expectSoundText(person.summary);
  expectSoundJson(person.actor);
  for (const row of [person.actor['attachment'] ?? []].flat()) expectSoundText((row as unknown as { value: RichText }).value);
}

const tags = new Set(['p', 'br', 'a', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'em', 'strong', 'del', 'h']);

export function expectSoundText(text: RichText): void {
  for (const node of text) {
    if (typeof node === 'string') {
      expect(node.isWellFormed()).toBe(true);
      continue;
    }
    expect(tags.has(node.tag)).toBe(true);
    if (node.href !== undefined) expect(node.href).toMatch(/^(?:https?|ap|ipns|did):/i);
    expectSoundText(node.children ?? []);
  }
}

const addresses = new Set(['id', 'url', 'href', 'quote', 'inReplyTo', 'attributedTo', 'movedTo', 'origin']);

function expectSoundJson(json: unknown, name = ''): void {
  expect(json).not.toBeNull();
  if (typeof json === 'object') for (const [name, member] of Object.entries(json ?? {})) expectSoundJson(member, name);
  if (typeof json !== 'string') return;
  expect(json.length).toBeLessThanOrEqual(10_000);
  if (addresses.has(name)) expect(json).toMatch(/^(?:https?|ap|ipns|did):/i);
}

/** A sample of which any parts were replaced by any JSON, by attacks, or taken away. */
export function broken(sample: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(),
    with: fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        ...attacks,
        undefined,
        -1,
        1e300,
        0.5,
        '',
        [],
        {},
        'https://evil.example/x',
        'https://social.example/x',
      ),
      fc.webUrl(),
    ),
  });
  return fc.array(change, { maxLength: 6 }).map((changes) => {
    const copy: unknown = structuredClone(sample);
    for (const { at, with: value } of changes) {
      const places = placesIn(copy);
      const place = places[at % Math.max(1, places.length)];
      if (place !== undefined) place.container[place.name] = structuredClone(value);
    }
    return copy;
  });
}

interface Place {
  readonly container: Record<string, unknown>;
  readonly name: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const container = value as Record<string, unknown>;
  return Object.keys(container).flatMap((name) => [{ container, name }, ...placesIn(container[name])]);
}
