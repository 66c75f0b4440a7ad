import { escaped, htmlOf, isForeign, isOpen, visibilityOf, type StandInPerson, type StandInPost } from './world.ts';

const context = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'];
const everybody = 'https://www.w3.org/ns/activitystreams#Public';

/** Where a server keeps its documents. */
export interface Addresses {
  actor(person: StandInPerson): string;
  page(person: StandInPerson): string;
  note(person: StandInPerson, index: number): string;
  notePage(person: StandInPerson, index: number): string;
  /** Of another of the server's people. */
  personOf(user: string): StandInPerson | undefined;
}

export const activityType = { 'content-type': 'application/activity+json; charset=utf-8' };

export function actorJson(person: StandInPerson, addresses: Addresses): object {
  const id = addresses.actor(person);
  return {
    '@context': context,
    id,
    type: person.isBot === true ? 'Service' : 'Person',
    following: `${id}/following`,
    followers: `${id}/followers`,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    preferredUsername: person.user,
    name: person.name ?? '',
    summary: htmlOf(person.bio ?? ''),
    url: addresses.page(person),
    manuallyApprovesFollowers: person.isLocked === true,
    discoverable: true,
    published: '2026-01-01T00:00:00Z',
    ...(person.alsoKnownAs !== undefined && { alsoKnownAs: person.alsoKnownAs }),
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: '-----BEGIN PUBLIC KEY-----\n…\n-----END PUBLIC KEY-----\n' },
    tag: emojiTags(person),
    attachment: (person.fields ?? []).map(({ name, value }) => ({ type: 'PropertyValue', name, value: inlineHtml(value) })),
    endpoints: { sharedInbox: `${new URL(id).origin}/inbox` },
    ...(person.avatar !== undefined && { icon: { type: 'Image', mediaType: 'image/png', url: person.avatar } }),
  };
}

/** Newest first; only what everybody may see. */
export function outboxJson(person: StandInPerson, addresses: Addresses, pageUrl?: string): object {
  const id = `${addresses.actor(person)}/outbox`;
  const shown = [...person.posts.entries()].filter(([, post]) => isOpen(post)).toReversed();
  if (pageUrl === undefined) {
    const first = `${id}?page=true`;
    return { '@context': context[0], id, type: 'OrderedCollection', totalItems: shown.length, first };
  }
  const before = Number(new URL(pageUrl).searchParams.get('max_id') ?? person.posts.length);
  const items = shown.filter(([index]) => index < before).slice(0, 20);
  const last = items.at(-1)?.[0];
  return {
    '@context': context,
    id: pageUrl,
    type: 'OrderedCollectionPage',
    partOf: id,
    ...(last !== undefined && last > 0 && { next: `${id}?max_id=${last}&page=true` }),
    orderedItems: items.map(([index, post]) => activityJson(person, index, post, addresses)),
  };
}

export function noteJson(person: StandInPerson, index: number, addresses: Addresses): object | undefined {
  const post = person.posts[index];
  return post === undefined || !isOpen(post) || post.boosts !== undefined
    ? undefined
    : { '@context': context, ...note(person, index, post, addresses) };
}

function activityJson(person: StandInPerson, index: number, post: StandInPost, addresses: Addresses): object {
  const id = `${addresses.note(person, index)}/activity`;
  const said = { id, actor: addresses.actor(person), published: isoDate(post.atMs), ...audience(person, post, addresses) };
  if (post.boosts === undefined) return { ...said, type: 'Create', object: note(person, index, post, addresses) };
  const { boosts } = post;
  const author = isForeign(boosts) ? undefined : addresses.personOf(boosts.user);
  const object = isForeign(boosts) ? boosts.id : author && addresses.note(author, boosts.index);
  return { ...said, type: 'Announce', object };
}

function note(person: StandInPerson, index: number, post: StandInPost, addresses: Addresses): object {
  const id = addresses.note(person, index);
  const { poll, answers } = post;
  const parent = answers && addresses.personOf(answers.user);
  const html = post.html ?? htmlOf(post.text);
  return {
    id,
    type: poll === undefined ? 'Note' : 'Question',
    summary: post.warning ?? null,
    inReplyTo: answers === undefined || parent === undefined ? null : addresses.note(parent, answers.index),
    published: isoDate(post.atMs),
    url: addresses.notePage(person, index),
    attributedTo: addresses.actor(person),
    ...audience(person, post, addresses),
    sensitive: post.warning !== undefined,
    content: html,
    ...(post.language !== undefined && { contentMap: { [post.language]: html } }),
    ...(post.editedMs !== undefined && { updated: isoDate(post.editedMs) }),
    attachment: (post.pictures ?? []).map(({ url, description, width, height }) => ({
      type: 'Document', mediaType: 'image/png', url, name: description ?? null, width, height,
    })), // prettier-ignore
    tag: [
      ...(post.tags ?? []).map((tag) => ({ type: 'Hashtag', href: `${new URL(id).origin}/tags/${tag}`, name: `#${tag}` })),
      ...emojiTags(person),
    ],
    replies: { id: `${id}/replies`, type: 'Collection', first: { type: 'CollectionPage', partOf: `${id}/replies`, items: [] } },
    ...(poll !== undefined && {
      [poll.isMultiple === true ? 'anyOf' : 'oneOf']: poll.options.map(({ title, votes }) => ({
        type: 'Note', name: title, replies: { type: 'Collection', totalItems: votes },
      })), // prettier-ignore
      endTime: isoDate(poll.endsMs),
      votersCount: poll.voters ?? null,
    }),
  };
}

function audience(person: StandInPerson, post: StandInPost, addresses: Addresses): { to: string[]; cc: string[] } {
  const followers = `${addresses.actor(person)}/followers`;
  switch (visibilityOf(post)) {
    case 'public':
      return { to: [everybody], cc: [followers] };
    case 'unlisted':
      return { to: [followers], cc: [everybody] };
    case 'private':
      return { to: [followers], cc: [] };
    case 'direct':
      return { to: [], cc: [] };
  }
}

const emojiTags = ({ emoji = {} }: StandInPerson): object[] =>
  Object.entries(emoji).map(([name, url]) => ({
    id: url, type: 'Emoji', name: `:${name}:`, updated: '2026-01-01T00:00:00Z', icon: { type: 'Image', mediaType: 'image/png', url },
  })); // prettier-ignore

export const inlineHtml = (text: string): string =>
  /^https?:\/\/\S+$/.test(text)
    ? `<a href="${escaped(text)}" target="_blank" rel="nofollow noopener me">${escaped(text)}</a>`
    : escaped(text);

/** Whole seconds, as servers write dates in documents. */
const isoDate = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
