import { describe, expect, it } from 'vitest';
import type { Post } from '../protocol/activity-streams/object.ts';
import { buildNote, buildVote } from '../protocol/activity-streams/build-note.ts';
import { pollMembers } from '../protocol/activity-streams/poll.ts';
import type { CanonicalId, Timestamp } from '../protocol/brand.ts';
import { objectPath, treePathToId } from '../protocol/identity/paths.ts';
import { rkeyFor } from '../protocol/identity/rkey.ts';
import type { JsonObject } from '../protocol/json.ts';
import { createSeedSigner } from '../protocol/proof/signer.ts';
import { sitePost } from './site-post.ts';

const { did } = createSeedSigner(new Uint8Array(32).fill(1));
const startMs = Date.UTC(2026, 0, 1);
const id = treePathToId(did, objectPath(did, rkeyFor(startMs, 1))) as CanonicalId;
const published = '2026-01-01T00:00:00Z' as Timestamp;
const onSite = (document: JsonObject) => sitePost(document as unknown as Post, document, (html) => [html]);

describe('polls on a website', () => {
  const options = [
    { title: 'Tea', votes: 2 },
    { title: 'Coffee', votes: 0 },
  ];
  const poll = pollMembers({ options, isMultiple: false, voters: 2 }, '2026-01-02T00:00:00Z' as Timestamp);
  const question = buildNote({ did, id, html: 'Tea?', published, audience: 'public', poll });

  it('are shown with what can be answered, and counting is no editing', () => {
    const counted = { ...question, updated: '2026-01-01T01:00:00Z' };
    expect(onSite(counted)?.content).toEqual([
      'Tea?',
      {
        tag: 'ul',
        children: [
          { tag: 'li', children: ['Tea (2)'] },
          { tag: 'li', children: ['Coffee'] },
        ],
      },
    ]);
    expect(onSite(counted)?.updated).toBeUndefined();
    expect(onSite({ ...counted, edited: '2026-01-01T02:00:00Z' })?.updated).toBe('2026-01-01T02:00:00Z');
  });

  it('have no page for a vote', () => {
    expect(onSite(buildVote({ did, id, published, question: { id, author: did }, choice: 'Tea' }))).toBeUndefined();
  });
});
