import type { ObjectId } from '../brand.ts';
import type { PersonRecord, PostRecord } from '../ports/records.ts';
import type { RemotePage } from './reading.ts';

const mostParents = 50;
const mostReferences = 50;

/** Collects what an answer comes to; everything once, the first word counts. */
export interface PageDraft {
  addPost(post: PostRecord | undefined): void;
  addPerson(person: PersonRecord | undefined): void;
  addParent(post: ObjectId, key: string): void;
  addReference(id: ObjectId): void;
  refuse(): void;
  page(ends?: Pick<RemotePage, 'newest' | 'older'>): RemotePage;
}

export function draftPage(): PageDraft {
  const posts = new Map<ObjectId, PostRecord>();
  const people = new Map<string, PersonRecord>();
  const parents = new Map<ObjectId, string>();
  const references = new Set<ObjectId>();
  let refused = 0;
  return {
    addPost(post) {
      if (post !== undefined && !posts.has(post.id)) posts.set(post.id, post);
    },
    addPerson(person) {
      if (person !== undefined && !people.has(person.id)) people.set(person.id, person);
    },
    addParent(post, key) {
      if (parents.size < mostParents) parents.set(post, key);
    },
    addReference(id) {
      if (references.size < mostReferences) references.add(id);
    },
    refuse() {
      refused += 1;
    },
    page: (ends = {}) => ({
      posts: [...posts.values()],
      people: [...people.values()],
      parents: [...parents].map(([post, key]) => ({ post, key })),
      references: [...references].filter((id) => !posts.has(id)),
      ...ends,
      refused,
    }),
  };
}
