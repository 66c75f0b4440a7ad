import type { ObjectId } from '../../protocol/brand.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { PostView, ThreadView } from '../app-api.ts';
import { toldCount } from './post-view.ts';
import { loadPostViews, type ViewParts } from './load-posts.ts';

const maximumAncestors = 50;
const maximumReplies = 300;
const maximumDepth = 20;

/** A conversation as far as this device knows it; undefined when not even the post itself is here. */
export async function threadView(parts: ViewParts, id: ObjectId): Promise<ThreadView | undefined> {
  const record = await parts.store.post(id);
  if (record === undefined || record.deleted === true) return undefined;
  const [ancestors, replies] = await Promise.all([ancestorsOf(parts, record), repliesTo(parts, id)]);
  const found = ancestors.flatMap((ancestor) => ('gap' in ancestor ? [] : [ancestor]));
  const all = [record, ...found, ...replies.map((reply) => reply.record)];
  const views = new Map((await loadPostViews(inThread(parts, record), all)).map((view) => [view.key, view]));
  const post = views.get(record.id);
  if (post === undefined) return undefined;
  const here = new Map<ObjectId, number>();
  for (const {
    record: { inReplyTo },
  } of replies)
    if (inReplyTo) here.set(inReplyTo, (here.get(inReplyTo) ?? 0) + 1);
  const missing = ({ id: of, object }: PostRecord): number => Math.max(0, toldCount(object, 'replies') - (here.get(of) ?? 0));
  return {
    ancestors: ancestors.map((ancestor) => ('gap' in ancestor ? ancestor : viewOrGap(views, ancestor.id))),
    post,
    missing: missing(record),
    replies: replies.flatMap(({ depth, record: reply }) => {
      const view = views.get(reply.id);
      return view === undefined ? [] : [{ depth, post: view, missing: missing(reply) }];
    }),
    isCut: replies.length >= maximumReplies,
  };
}

/** Here answers keep their places: what filters hide is closed. The post that somebody went to is open. */
function inThread(parts: ViewParts, main: PostRecord): ViewParts {
  const { relations } = parts;
  return {
    ...parts,
    place: 'threads',
    relations: {
      ...relations,
      async get() {
        const all = await relations.get();
        const { sift } = all;
        if (sift === undefined) return all;
        return {
          ...all,
          sift(post, place) {
            const found = post.id === main.id ? undefined : sift(post, place);
            return found && { ...found, action: 'fold' };
          },
        };
      },
    },
  };
}

/** Ids of parents of this conversation that are not on this device; at most one at a time, since each names the next. */
export function gapsOf(thread: ThreadView): ObjectId[] {
  return thread.ancestors.flatMap((ancestor) => ('gap' in ancestor ? [ancestor.gap] : []));
}

function viewOrGap(views: ReadonlyMap<string, PostView>, id: ObjectId): PostView | { readonly gap: ObjectId } {
  return views.get(id) ?? { gap: id };
}

async function ancestorsOf(parts: ViewParts, record: PostRecord): Promise<(PostRecord | { readonly gap: ObjectId })[]> {
  const ancestors: (PostRecord | { readonly gap: ObjectId })[] = [];
  const seen = new Set<ObjectId>([record.id]);
  let parent = record.inReplyTo;
  while (parent !== undefined && !seen.has(parent) && ancestors.length < maximumAncestors) {
    seen.add(parent);
    const found = await parts.store.post(parent);
    if (found === undefined || found.deleted === true) {
      ancestors.push({ gap: parent });
      break;
    }
    ancestors.push(found);
    parent = found.inReplyTo;
  }
  return ancestors.toReversed();
}

interface Reply {
  readonly depth: number;
  readonly record: PostRecord;
}

/** Depth-first, oldest first among siblings; levels are read side by side. */
async function repliesTo(parts: ViewParts, id: ObjectId): Promise<Reply[]> {
  const children = new Map<ObjectId, PostRecord[]>();
  let level: ObjectId[] = [id];
  let count = 0;
  for (let depth = 1; depth <= maximumDepth && level.length > 0 && count < maximumReplies; depth++) {
    const found = await Promise.all(level.map((parent) => parts.store.replies(parent)));
    const next: ObjectId[] = [];
    for (const [index, parent] of level.entries()) {
      const replies = (found[index] ?? []).filter((reply) => reply.deleted !== true && !children.has(reply.id));
      const taken = replies.slice(0, Math.max(0, maximumReplies - count));
      count += taken.length;
      children.set(parent, taken);
      next.push(...taken.map((reply) => reply.id));
    }
    level = next;
  }
  return flatten(children, id, 1, new Set([id]));
}

function flatten(children: ReadonlyMap<ObjectId, PostRecord[]>, parent: ObjectId, depth: number, seen: Set<ObjectId>): Reply[] {
  return (children.get(parent) ?? []).flatMap((record) => {
    if (seen.has(record.id)) return [];
    seen.add(record.id);
    return [{ depth, record }, ...flatten(children, record.id, depth + 1, seen)];
  });
}
