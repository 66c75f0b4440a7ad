import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { MemberId } from '../../protocol/ports/collections.ts';
import { isDid } from '../addresses.ts';
import type { LaterParts } from '../later-parts.ts';
import { loadPeople, personContext } from '../views/load-posts.ts';
import { personView } from '../views/person-view.ts';
import type { MemberView } from './collections-api.ts';

const isId = (member: MemberId): member is Did | ObjectId => !member.startsWith('acct:');

/** People in lists and blocks as screens show them, in the order given. Who is known only by address has no person. */
export async function memberViews(
  { store, views }: Pick<LaterParts, 'store' | 'views'>,
  members: readonly MemberId[],
): Promise<readonly MemberView[]> {
  const ids = members.filter(isId);
  const [people, context] = await Promise.all([loadPeople(store, ids), personContext(views)]);
  return members.map((member) => {
    if (!isId(member)) return { member, label: `@${member.slice('acct:'.length)}` };
    const person = personView(member, people.get(member), context);
    // Nothing is known of them but an address of a page.
    if (!people.has(member) && !isDid(member)) return { member, label: member };
    return { member, label: person.name, person };
  });
}
