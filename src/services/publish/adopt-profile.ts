import type { CID } from 'multiformats/cid';
import { checkDocument } from '../../protocol/activity-streams/check.ts';
import type { Timestamp } from '../../protocol/brand.ts';
import { accountId, accountPaths } from '../../protocol/identity/paths.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import { personOf, tagsOf } from '../../protocol/reader/person.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { plainText } from '../views/plain-text.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

/**
 * Takes the published profile as one's own, unless a change of this device (an Update of the actor that the tree does not have) is
 * still on its way and will replace it.
 */
export async function adoptProfile(
  { store, verifier, htmlToRichText }: PublisherDependencies,
  root: CID,
  isMissing: (record: OutboxRecord) => boolean,
): Promise<void> {
  const changes = await store.outboxFor(accountId(store.did, 'actor'));
  if (changes.some((record) => record.type === 'Update' && isMissing(record))) return;
  const bytes = await readPath(store.blocks, root, accountPaths(store.did).actor);
  const checked = bytes && (await checkDocument(bytes, store.did, verifier, 'actor'));
  if (!checked?.ok) return;
  const { document, value } = checked.value;
  const person = personOf(store.did, document, htmlToRichText);
  await store.putProfile({
    preferredUsername: value.preferredUsername,
    name: person.name,
    bio: plainText(htmlToRichText(value.summary ?? '', tagsOf(document))),
    publishedAt: value.published as Timestamp,
    ...(person.icon?.startsWith('zQm') ? { iconDigest: person.icon } : {}),
  });
  await store.ingest({ posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [], person });
}
