import type { Actor } from '../protocol/activity-streams/actor.ts';
import type { Attachment } from '../protocol/activity-streams/object.ts';
import type { Did, IpnsName } from '../protocol/brand.ts';
import { mediaTreePath } from '../protocol/identity/digest.ts';
import { accountOf, canonicalId, didToIpnsName, isWebUrl } from '../protocol/identity/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import { plainText } from '../protocol/plain-text.ts';
import type { RichText } from '../protocol/rich-text.ts';

/** Strangers' HTML as data (decision 0006): DOMPurify does it in the browser, sanitize-html on Node. */
export type Sanitise = (html: string, tags: readonly JsonObject[]) => RichText;

export interface SiteField {
  readonly name: string;
  readonly value: RichText;
}

/** The person whose site it is, as the pages show them. */
export interface SiteAuthor {
  readonly did: Did;
  readonly ipnsName: IpnsName;
  /** Id of the actor as written: its web address, when the account has an own origin. */
  readonly actorId: string;
  readonly name: string;
  /** First letter of the name, for where there is no picture. */
  readonly initial: string;
  readonly username: string;
  /** `user@host`, when the account says that WebFinger knows it. */
  readonly handle?: string;
  readonly summary: RichText;
  readonly summaryText: string;
  /** Tree path of the picture. */
  readonly picture?: string;
  readonly fields: readonly SiteField[];
  /** Web addresses of the same person elsewhere. */
  readonly elsewhere: readonly string[];
  /** May search engines show it? */
  readonly indexable: boolean;
  readonly updated: string;
}

/** What a checked actor says about its person. */
export function siteAuthor(did: Did, actor: Actor, sanitise: Sanitise): SiteAuthor {
  const summary = sanitise(actor.summary ?? '', []);
  const picture = treePathOf(actor.icon);
  const name = actor.name?.trim() || actor.preferredUsername;
  return {
    did,
    ipnsName: didToIpnsName(did),
    actorId: actor.id,
    name,
    initial: firstLetter(name),
    username: actor.preferredUsername,
    ...(isHandle(actor.webfinger) && { handle: actor.webfinger }),
    summary,
    summaryText: plainText(summary),
    ...(picture !== undefined && { picture }),
    fields: (actor.attachment ?? []).flatMap(({ type, name, value }) =>
      type === 'PropertyValue' && name !== undefined && value !== undefined ? [{ name, value: sanitise(value, []) }] : [],
    ),
    elsewhere: (actor.alsoKnownAs ?? []).filter((id) => isWebUrl(id) && canonicalId(id) === undefined && accountOf(id) !== did),
    indexable: actor.indexable !== false,
    updated: actor.updated,
  };
}

/** Where a file with a digest lies in the account's own tree. */
export function treePathOf(attachment: Attachment | undefined): string | undefined {
  const { digestMultibase, mediaType } = attachment ?? {};
  return digestMultibase === undefined || mediaType === undefined ? undefined : mediaTreePath(digestMultibase, mediaType);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(name: string): string {
  const [first] = segmenter.segment(name);
  return first?.segment ?? '?';
}

const isHandle = (text: string | undefined): text is string =>
  text !== undefined && /^[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/.test(text);
