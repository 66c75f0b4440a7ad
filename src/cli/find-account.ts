import type { Did } from '../protocol/brand.ts';
import type { HttpAsker } from '../protocol/conformance/http-exchange.ts';
import { isRedirect } from '../protocol/conformance/http-exchange.ts';
import { parseAddress } from '../protocol/identity/address.ts';
import { parseDid } from '../protocol/identity/ids.ts';
import type { Result } from '../protocol/result.ts';
import { err, ok } from '../protocol/result.ts';

const pageBytes = 512 * 1024;
/** Folder of a tree in which each account has its own. */
export const accountsFolder = '.well-known/apgateway';

/** The account that somebody named, or that a piece of text names once. */
export function accountIn(text: string): Did | undefined {
  const address = parseAddress(text);
  return address.ok ? address.value.did : undefined;
}

/** The one account whose folder is among these names. The error is a sentence. */
export function accountAmong(names: readonly string[]): Result<Did, string> {
  const dids = names.flatMap((name) => parseDid(name.replaceAll(/%3a/gi, ':')) ?? []);
  const [did, ...more] = dids;
  if (did === undefined) return err(`There is no account below ${accountsFolder}.`);
  if (more.length > 0) return err(`There are ${dids.length} accounts: say with --account which is meant.`);
  return ok(did);
}

/** Whose a website is: as its WebFinger file says, or the links in the head of its page. What it says is checked afterwards. */
export async function accountOfWebsite(asker: HttpAsker, base: string): Promise<Result<Did, string>> {
  let reason = 'no account is named there';
  for (const url of [`${base}/.well-known/webfinger`, `${base}/.well-known/webfinger/index.json`, `${base}/`]) {
    const { answer, ...failure } = await asker.ask({ url, method: 'GET', headers: { Accept: '*/*' }, limitBytes: pageBytes });
    if (answer === undefined) reason = 'reason' in failure ? failure.reason : reason;
    if (answer?.status !== 200 || isRedirect(answer)) continue;
    const text = new TextDecoder().decode(answer.body);
    const marked = text.startsWith('{') ? [...text.matchAll(/"([^"]{1,2048})"/g)] : [...text.matchAll(/<link[^>]{1,2048}>/gi)];
    for (const [part] of marked) {
      const did = accountIn(part.replaceAll(/\s/g, '\u00b7'));
      if (did !== undefined) return ok(did);
    }
  }
  return err(`${base}: ${reason}. Say with --account whose it is.`);
}
