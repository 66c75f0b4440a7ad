import type { MemberId } from '../../protocol/ports/collections.ts';
import type { CollectionsDesk, ListView, MemberView } from '../../services/collections/collections-desk.ts';
import type { PostView } from '../../services/app-api.ts';
import { createFakeFilters } from './fake-filters.ts';
import { people } from './sample-people.ts';

interface Around {
  posts(): readonly PostView[];
  mark(id: PostView['id'], isBookmarked: boolean): void;
  changed(...topics: string[]): void;
}

/** Lists, bookmarks and blocks in memory. `empty`: none of them yet. */
export function createFakeCollections(empty: boolean, { posts, mark, changed }: Around): CollectionsDesk {
  const members = new Map<string, MemberId[]>();
  const titles = new Map<string, string>();
  let blocked: MemberView[] = [];
  let muted: MemberView[] = [];
  let hosts: string[] = [];
  if (!empty) {
    titles.set('l1', 'Garden people');
    titles.set('l2', 'Kraftfahrzeughaftpflichtversicherungsnachrichten');
    titles.set('l3', 'חברים');
    members.set(
      'l1',
      people.slice(0, 4).map((person) => person.id),
    );
    members.set('l2', ['acct:noise@social.example.org' as MemberId]);
    blocked = [{ member: 'acct:rude@mastodon.example' as MemberId, label: '@rude@mastodon.example' }];
    muted = people.slice(4, 5).map((person) => ({ member: person.id, label: person.name, person }));
    hosts = ['https://spam.example'];
  }
  const view = (member: MemberId): MemberView => {
    const person = people.find((one) => one.id === member);
    return person === undefined ? { member, label: `@${member.slice(5)}` } : { member, label: person.name, person };
  };
  const lists = (): ListView[] => [...titles].map(([id, title]) => ({ id, title, members: members.get(id)?.length ?? 0 }));

  return {
    filters: createFakeFilters(empty, () => changed('settings')),
    lists: async () => lists(),
    async saveList(title, id = `l${titles.size + 10}`) {
      titles.set(id, title);
      changed('collections');
      return id;
    },
    async deleteList(id) {
      titles.delete(id);
      changed('collections');
    },
    members: async (list) => (members.get(list) ?? []).map(view),
    listsOf: async (member) => [...members].flatMap(([list, all]) => (all.includes(member) ? [list] : [])),
    async setMember(list, member, isIn) {
      const others = (members.get(list) ?? []).filter((one) => one !== member);
      members.set(list, isIn ? [...others, member] : others);
      changed('collections');
    },
    listTimeline: async (list, page) => ({
      items: posts()
        .filter((post) => members.get(list)?.includes(post.author.id) === true)
        .slice(0, page.limit),
    }),
    bookmarks: async (page) => ({
      items: posts()
        .filter((post) => post.bookmarked)
        .slice(0, page.limit),
    }),
    async setBookmark(id, isBookmarked) {
      mark(id, isBookmarked);
      changed('collections');
    },
    blocked: async () => blocked,
    muted: async () => muted,
    blockedHosts: async () => hosts,
    async unblock(target) {
      blocked = blocked.filter(({ member }) => member !== target);
      hosts = hosts.filter((host) => host !== target);
      changed('moderation');
    },
    async unmute(target) {
      muted = muted.filter(({ member }) => member !== target);
      changed('moderation');
    },
  };
}
