import type { AcctUri, Did, ObjectId } from '../../protocol/brand.ts';
import type { RemoteWay } from '../../protocol/ports/fediverse.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';

/** Somebody on a server as the server showed them, and how their posts are read. */
export interface RemoteFound {
  readonly person: PersonRecord & { readonly id: ObjectId };
  readonly acct: AcctUri;
  readonly way: RemoteWay;
  /** Origin of Mastodon's or Misskey's API, address of the outbox, or of the feed. */
  readonly source: string;
  /** The id that the server's own API uses for the person. */
  readonly key?: string;
  /** Has a Pollen account as well, as was found out before. */
  readonly pollen?: Did;
  /** The text was the address of a post: its id. */
  readonly post?: ObjectId;
}
