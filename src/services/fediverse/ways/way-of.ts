import type { RemoteWay } from '../../../protocol/ports/fediverse.ts';
import type { Way } from './way.ts';

/** Loads what one kind of server takes (parsers of feeds and of Misskey's text are large) when the first such server is asked. */
export async function wayOf(name: RemoteWay): Promise<Way> {
  switch (name) {
    case 'mastodon':
      return (await import('./mastodon-way.ts')).mastodonWay;
    case 'misskey':
      return (await import('./misskey-way.ts')).misskeyWay;
    case 'activitypub':
      return (await import('./activity-pub-way.ts')).activityPubWay;
    case 'feed':
      return (await import('./feed-way.ts')).feedWay;
  }
}
