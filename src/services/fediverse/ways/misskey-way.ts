import { misskeyNote, misskeyNotes } from '../../../protocol/fediverse/misskey-note.ts';
import { page, read } from './mastodon-way.ts';
import { joinPages, type Way } from './way.ts';

const pageLength = 20;
const mostAround = 30;

/** Misskey's own interface, which its descendants share: everything is a POST of JSON, readable by every page. */
export const misskeyWay: Way = {
  async posts(ask, { id, source, key = '', etag }, older) {
    const body = {
      userId: key,
      limit: pageLength,
      withReplies: true,
      withRenotes: true,
      ...(older !== undefined && { untilId: older }),
    };
    const answer = await ask({ url: endpoint(source, 'users/notes'), body, etag: older === undefined ? etag : undefined });
    return read(answer, (json, { reading }) => misskeyNotes(json, reading, { id, key }));
  },
  async post(ask, { origin, key }) {
    const answer = await ask({ url: endpoint(origin, 'notes/show'), body: { noteId: key } });
    return page(read(answer, (json, { reading }) => misskeyNote(json, reading)));
  },
  async conversation(ask, place, id) {
    const { origin, key } = place;
    const note = await misskeyWay.post(ask, place, id);
    if (!note.ok) return note;
    const around = { noteId: key, limit: mostAround };
    const pages = [note.value];
    for (const [name, body] of [
      ['notes/conversation', around],
      ['notes/children', { ...around, depth: 4 }],
    ] as const) {
      const answer = page(
        read(await ask({ url: endpoint(origin, name), body }), (json, { reading }) => misskeyNotes(json, reading)),
      );
      if (answer.ok) pages.push(answer.value);
    }
    return { ok: true, value: joinPages(pages) };
  },
};

const endpoint = (origin: string, name: string): string => new URL(`/api/${name}`, origin).href;
