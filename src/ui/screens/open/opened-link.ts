/** Longest link that is looked at, UTF-16 units. */
const longest = 2000;

/**
 * What to look up for a link that was opened from outside: `web+ap:` or `web+activitypub:`, with `//host/path` or a whole address behind
 * it (FEP-07d7). An `intent` is dropped: nothing happens because a page wishes it. Undefined: none of these.
 */
export function readOpenedLink(link: string): string | undefined {
  if (link.length > longest) return undefined;
  const [, target] = /^web\+(?:ap|activitypub):(.+)$/i.exec(link) ?? [];
  if (target === undefined) return undefined;
  const address = target.startsWith('//') ? `https:${target}` : target;
  if (/^(?:ap:\/\/|ipns:\/\/k51|did:key:z)/.test(address)) return address;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  url.searchParams.delete('intent');
  return url.href;
}
