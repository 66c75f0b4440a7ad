import { loadOnce } from '../../../protocol/load-once.ts';
import type { RemoteWay } from '../../../protocol/ports/fediverse.ts';
import type { Way } from './way.ts';

const ways: Readonly<Record<RemoteWay, () => Promise<Way>>> = {
  mastodon: loadOnce(async () => (await import('./mastodon-way.ts')).mastodonWay),
  misskey: loadOnce(async () => (await import('./misskey-way.ts')).misskeyWay),
  activitypub: loadOnce(async () => (await import('./activity-pub-way.ts')).activityPubWay),
  feed: loadOnce(async () => (await import('./feed-way.ts')).feedWay),
};

/** Loads what one kind of server takes (parsers of feeds and of Misskey's text are large) when the first such server is asked. */
export const wayOf = (name: RemoteWay): Promise<Way> => ways[name]();
