import type { JsonObject } from '../../json.ts';
import { serialize } from '../../proof/proof.ts';
import { put, set, text } from './tree-edits.ts';
import type { BrokenTree } from './tree-edits.ts';
import { withoutProof } from './tree-files.ts';

/** Signed JSON and ids. */
export const brokenBytes: readonly BrokenTree[] = [
  { rules: ['json-syntax'], how: 'cut off', break: (tree) => put(tree, 'inbox.jsonld', text(tree, 'inbox.jsonld').slice(0, -1)) },
  { rules: ['json-canonical'], how: 'a blank', break: (tree) => put(tree, 'inbox.jsonld', ` ${text(tree, 'inbox.jsonld')}`) },
  { rules: ['json-values'], how: 'a null', break: (tree) => put(tree, 'inbox.jsonld', '{"a":null}') },
  { rules: ['json-limits'], how: 'too large', break: (tree) => put(tree, 'inbox.jsonld', `{"a":"${'x'.repeat(2 ** 20)}"}`) },
  { rules: ['json-large'], how: 'large', break: (tree) => tree.edit('inbox.jsonld', set({ more: 'x'.repeat(300_000) })) },
  {
    rules: ['context'],
    how: 'contexts the other way round',
    break: (tree) =>
      tree.edit('inbox.jsonld', ({ '@context': context, ...rest }) => ({
        ...rest,
        '@context': (context as JsonObject[]).toReversed(),
      })),
  },
  {
    rules: ['context-terms'],
    how: 'digestMultibase defined again',
    break: (tree) =>
      tree.edit('inbox.jsonld', ({ '@context': context, ...rest }) => ({
        ...rest,
        '@context': [...(context as JsonObject[]), { digestMultibase: 'https://example.com/other' }],
      })),
  },
  {
    rules: ['date'],
    how: 'a date with milliseconds',
    break: (tree) => tree.edit('outbox.jsonld', set({ updated: '2026-01-01T00:50:00.000Z' })),
  },
  {
    rules: ['date-future'],
    how: 'a date to come',
    break: (tree) => tree.edit('outbox.jsonld', set({ updated: '2036-01-01T00:00:00Z' })),
  },
  {
    rules: ['proof-shape'],
    how: 'no proof',
    break: (tree) => void tree.files.set(`${tree.base}inbox.jsonld`, serialize(withoutProof(tree.document('inbox.jsonld')))),
  },
  {
    rules: ['proof'],
    how: 'changed after signing',
    break: (tree) => void tree.files.set(`${tree.base}inbox.jsonld`, serialize({ ...tree.document('inbox.jsonld'), added: 1 })),
  },
  {
    rules: ['owner'],
    how: 'an inbox of somebody else',
    break: (tree) =>
      tree.edit(
        'inbox.jsonld',
        set({
          attributedTo:
            'https://a.example/.well-known/apgateway/did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/actor.jsonld',
        }),
      ),
  },
  {
    rules: ['id-place'],
    how: 'the featured collection in the place of the inbox',
    break: (tree) => tree.edit('inbox.jsonld', set({ id: `ap://${tree.did}/elsewhere.jsonld` })),
  },
  {
    rules: ['id-length', 'id-origin', 'origin-length'],
    how: 'an origin so long that ids are too long',
    break: (tree) =>
      tree.edit(
        'inbox.jsonld',
        set({ id: `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/.well-known/apgateway/${tree.did}/inbox.jsonld` }),
      ),
  },
];
