import { activityPubNote } from '../../../protocol/fediverse/activity-pub-note.ts';
import { outboxPage } from '../../../protocol/fediverse/outbox-page.ts';
import type { ObjectId } from '../../../protocol/brand.ts';
import type { RemotePage } from '../../../protocol/fediverse/reading.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import { activityJson, type Ask } from './ask.ts';
import { readAnswer, readPage } from './read-answer.ts';
import { joinPages, type ReadError, type Way } from './way.ts';

/** Answers to a post that are fetched one by one. */
const mostReplies = 10;

/** Plain ActivityPub documents, where the server shows them unsigned; through one's own gateway where it shows them to no page. */
export const activityPubWay: Way = {
  async posts(ask, { id, source, etag }, older) {
    const conditional = older === undefined ? etag : undefined;
    const outbox = await ask({ url: older ?? source, accept: activityJson, etag: conditional, allowGateway: true });
    const found = readAnswer(outbox, (json, { reading }) => outboxPage(json, reading, { id }));
    if (!found.ok || found.value === 'unchanged') return found;
    const { posts, references, older: next } = found.value.page;
    if (older !== undefined || posts.length + references.length > 0 || next === undefined) return found;
    // The outbox itself holds nothing and names its first page. Its own bytes may stay when that one changes: no etag is kept.
    const first = readPage(await fetchPage(ask, next), (json, { reading }) => outboxPage(json, reading, { id }));
    return first.ok ? ok({ page: first.value }) : first;
  },
  post: (ask, _place, id) => fetchNote(ask, id),
  async conversation(ask, _place, id) {
    const note = await fetchNote(ask, id);
    if (!note.ok) return note;
    const { older } = note.value;
    const replies =
      older === undefined ? undefined : readPage(await fetchPage(ask, older), (json, { reading }) => outboxPage(json, reading));
    const pages = [note.value, ...(replies?.ok === true ? [replies.value] : [])];
    const named = pages.flatMap(({ references }) => references).slice(0, mostReplies);
    for (const reference of named) {
      const reply = await fetchNote(ask, reference);
      if (reply.ok) pages.push(reply.value);
    }
    return ok(joinPages(pages));
  },
};

const fetchPage = (ask: Ask, url: string): ReturnType<Ask> => ask({ url, accept: activityJson, allowGateway: true });

async function fetchNote(ask: Ask, id: ObjectId): Promise<Result<RemotePage, ReadError>> {
  return readPage(await fetchPage(ask, id), (json, { reading }) => activityPubNote(json, reading));
}
