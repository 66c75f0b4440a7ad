import type { AcctUri, Did } from '../brand.ts';
import { formatAddress, parseAddress } from '../identity/address.ts';
import { didToIpnsName } from '../identity/ids.ts';
import { textMember } from '../reader/person.ts';
import { parseAcct, type Acct } from './acct.ts';
import { cleanObject, objectsOf } from './clean-json.ts';

/**
 * The file by which a domain gives an account a readable address (bridge-spec 7.6): a WebFinger answer (RFC 7033) for this one address,
 * to be put at `/.well-known/webfinger`. `page` is for people: where everybody can open the account, if there is such a place.
 */
export function addressFile({ user, host }: Acct, did: Did, page?: string): string {
  const answer = {
    subject: `acct:${user}@${host}`,
    links: [
      { rel: 'self', href: formatAddress(didToIpnsName(did)) },
      ...(page === undefined ? [] : [{ rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: page }]),
    ],
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

/** Whether a domain's WebFinger answer gives `acct` to the account `did`: its subject or an alias is the address, a `self` link the account. */
export function givesAddress(json: unknown, acct: AcctUri, did: Did, appBase = ''): boolean {
  const answer = cleanObject(json);
  if (answer === undefined) return false;
  const names = [textMember(answer, 'subject') ?? '', ...[answer['aliases']].flat().map(String)];
  return (
    names.some((name) => parseAcct(name, appBase)?.acct === acct) &&
    objectsOf(answer['links']).some((link) => textMember(link, 'rel') === 'self' && namedBy(textMember(link, 'href')) === did)
  );
}

/** The account that a link names, in whichever form. */
function namedBy(href: string | undefined): Did | undefined {
  const parsed = href === undefined ? undefined : parseAddress(href);
  return parsed?.ok === true ? parsed.value.did : undefined;
}
