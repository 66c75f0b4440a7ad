import { formatAcct, parseAcct } from '../../../protocol/fediverse/acct.ts';
import { feedPage } from '../../../protocol/fediverse/feed-page.ts';
import { err, ok } from '../../../protocol/result.ts';
import { emptyPage, type Way } from './way.ts';

const feedTypes = 'application/feed+json, application/atom+xml;q=0.9, application/rss+xml;q=0.8, application/xml;q=0.5';

/** Atom and RSS: the newest posts, no conversations. */
export const feedWay: Way = {
  async posts(ask, { id, acct, source, etag }, older) {
    const answer = await ask({
      url: older ?? source,
      accept: feedTypes,
      etag: older === undefined ? etag : undefined,
      allowGateway: true,
    });
    if (!answer.ok) return answer;
    if (answer.value === 'unchanged') return ok('unchanged');
    const { bytes, reading, etag: newEtag } = answer.value;
    const whose = parseAcct(formatAcct(acct));
    const found = feedPage(new TextDecoder().decode(bytes), reading, source, { id, ...(whose !== undefined && { acct: whose }) });
    return found.ok ? ok({ page: found.value, ...(newEtag !== undefined && { etag: newEtag }) }) : err({ type: 'malformed' });
  },
  post: async () => ok(emptyPage),
  conversation: async () => ok(emptyPage),
};
