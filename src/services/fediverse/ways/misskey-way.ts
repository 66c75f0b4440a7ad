import { misskeyNote, misskeyNotes } from '../../../protocol/fediverse/misskey-note.ts';
import { ok } from '../../../protocol/result.ts';
import { readAnswer, readPage } from './read-answer.ts';
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
    return readAnswer(answer, (json, { reading }) => misskeyNotes(json, reading, { id, key }));
  },
  async post(ask, { origin, key }) {
    const answer = await ask({ url: endpoint(origin, 'notes/show'), body: { noteId: key } });
    return readPage(answer, (json, { reading }) => misskeyNote(json, reading));
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
      const answer = await ask({ url: endpoint(origin, name), body });
      const notes = readPage(answer, (json, { reading }) => misskeyNotes(json, reading));
      if (notes.ok) pages.push(notes.value);
    }
    return ok(joinPages(pages));
  },
};

const endpoint = (origin: string, name: string): string => new URL(`/api/${name}`, origin).href;
