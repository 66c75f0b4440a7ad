import { describe, expect, it } from 'vitest';
import type { ObjectId } from '../../../protocol/brand.ts';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { samplePost } from '../../development/sample-posts.ts';
import { firstDraft, isComplete, isEmptyDraft, lacksDescription, savedDraftsFor } from './drafts.ts';

const blank = firstDraft({ kind: 'new' }, 'en', 1);
const saved = (id: string, part: Partial<DraftRecord>): DraftRecord => ({ ...blank, id, text: id, ...part });
const picture = { digest: 'zQm', mediaType: 'image/webp', alt: '', width: 1, height: 1 };

describe('drafts', () => {
  it('begin empty, in the language of the settings', () => {
    expect(isEmptyDraft(blank)).toBe(true);
    expect(blank).toMatchObject({ language: 'en', audience: 'public' });
  });

  it('keep the warning and the audience of what they answer', () => {
    const to = { ...samplePost(0, 1), warning: 'Insects', audience: 'unlisted' as const };
    expect(firstDraft({ kind: 'reply', to }, 'en', 1)).toMatchObject({
      inReplyTo: to.id,
      warning: 'Insects',
      audience: 'unlisted',
      text: '',
    });
  });

  it('edit with everything the post had', () => {
    const post = samplePost(4, 1);
    const draft = firstDraft({ kind: 'edit', post }, 'en', 1);
    expect(draft).toMatchObject({ edits: post.id, text: post.text });
    expect(draft.attachments).toHaveLength(1);
  });

  it('come back for the same purpose only, the newest first', () => {
    const to = samplePost(0, 1);
    const drafts = [
      saved('old', { savedAtMs: 1 }),
      saved('new', { savedAtMs: 2 }),
      saved('answer', { savedAtMs: 3, inReplyTo: to.id }),
      saved('other', { savedAtMs: 4, inReplyTo: 'https://example.org/1' as ObjectId }),
    ];
    const ids = (...given: Parameters<typeof savedDraftsFor>) => savedDraftsFor(...given).map(({ id }) => id);
    const scheduled = saved('later', { savedAtMs: 9, schedule: { atMs: 10, ifMissed: 'ask' } });
    expect(ids({ kind: 'new' }, [...drafts, scheduled])).toEqual(['new', 'old']);
    expect(ids({ kind: 'reply', to }, drafts)).toEqual(['answer']);
    expect(ids({ kind: 'new', text: 'shared' }, drafts)).toEqual([]);
    expect(ids({ kind: 'edit', post: to }, drafts)).toEqual([]);
  });

  it('can be published when every post says something and every poll can be answered', () => {
    const poll = { options: ['Tea', ' '], isMultiple: false, minutes: 60 };
    expect(isComplete({ ...blank, text: 'x' })).toBe(true);
    expect(isComplete({ ...blank, text: 'x', more: [{ key: 'a', text: ' ', attachments: [] }] })).toBe(false);
    expect(isComplete({ ...blank, text: 'x', poll })).toBe(false);
    expect(isComplete({ ...blank, text: 'x', poll: { ...poll, options: ['Tea', 'Tea '] } })).toBe(false);
    expect(isComplete({ ...blank, text: 'x', poll: { ...poll, options: ['Tea', 'Coffee'] } })).toBe(true);
    expect(isComplete({ ...blank, quotes: samplePost(0, 1).id })).toBe(true);
    expect(isEmptyDraft({ ...blank, poll: { ...poll, options: ['', ''] } })).toBe(true);
    expect(isEmptyDraft({ ...blank, more: [{ key: 'a', text: 'words', attachments: [] }] })).toBe(false);
  });

  it('know when a picture has no words', () => {
    expect(lacksDescription({ ...blank, attachments: [picture] })).toBe(true);
    expect(lacksDescription({ ...blank, attachments: [{ ...picture, alt: 'A pond' }] })).toBe(false);
    expect(isEmptyDraft({ ...blank, attachments: [picture] })).toBe(false);
  });
});
