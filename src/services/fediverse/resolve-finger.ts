import type { Acct } from '../../protocol/fediverse/acct.ts';
import { makeAcct } from '../../protocol/fediverse/acct.ts';
import { type Asked, checkFinger, type Finger, webfingerUrl } from '../../protocol/fediverse/webfinger.ts';
import type { WebError } from '../../protocol/ports/fediverse.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { endsAll, jrdTypes, jsonOf, type ResolveAsk } from './resolve-ask.ts';
import { type ResolveError, whyNot } from './resolve-error.ts';

/** What is known of somebody by their address, before anybody is asked about them. */
export interface Named {
  /** As the servers confirm it. */
  readonly acct: Acct;
  readonly finger: Finger;
  /** The answer looks like Misskey's or one of its family's. */
  readonly isMisskey: boolean;
}

/** `ask-anyway`: the address could not be checked, but the server's own interface may still tell. */
export type FingerFailure = { readonly type: 'ask-anyway'; readonly why: ResolveError } | ResolveError;

/**
 * Asks WebFinger (RFC 7033) about an address or an actor's id, and the actor's own server as well where the two stand on different
 * hosts. One to three questions.
 */
export async function findFinger(
  ask: ResolveAsk,
  asked: Asked,
  origin: string,
  appBase: string,
  mayLead = true,
): Promise<Result<Named, FingerFailure>> {
  const { host } = new URL(origin);
  const answer = await askFinger(ask, asked, origin);
  if (!answer.ok) {
    const why = whyNot(answer.error, host);
    return err(answer.error.type === 'unreachable' ? { type: 'ask-anyway', why } : why);
  }
  const { json, text } = answer.value;
  if (json === undefined) return err({ type: 'ask-anyway', why: { type: 'not-found', host } });
  const checked = checkFinger(json, asked, appBase);
  if (!checked.ok) {
    const { error } = checked;
    if (error.type === 'malformed') return err({ type: 'ask-anyway', why: { type: 'not-found', host } });
    if (error.type === 'somebody-else' || !mayLead) return err({ type: 'not-found', host });
    return findFinger(ask, { acct: error.acct.acct }, error.acct.origin, appBase, false);
  }
  const finger = checked.value;
  if (finger.pollen !== undefined) return err({ type: 'on-pollen', did: finger.pollen, via: origin });
  const { acct } = finger;
  if (acct === undefined) return err({ type: 'not-found', host });
  const confirmed = finger.confirmAt === undefined ? ok(acct) : await confirm(ask, finger, acct, appBase);
  if (!confirmed.ok) return confirmed;
  return ok({ acct: confirmed.value, finger, isMisskey: /authorize-follow\?acct=/.test(text) });
}

/** The actor's server must name the same address; where it does not, the address that it does name is the person's. */
async function confirm(ask: ResolveAsk, finger: Finger, acct: Acct, appBase: string): Promise<Result<Acct, ResolveError>> {
  const { confirmAt, self } = finger;
  if (confirmAt === undefined) return ok(acct);
  const { host } = new URL(confirmAt.origin);
  const own = makeAcct(acct.user, host, appBase);
  for (const asked of own === undefined ? [confirmAt.asked] : [confirmAt.asked, { acct: own.acct }]) {
    const answer = await askFinger(ask, asked, confirmAt.origin);
    if (!answer.ok) {
      if (endsAll(answer.error)) return err(whyNot(answer.error, host));
      continue;
    }
    for (const name of [acct, own]) {
      const said = name === undefined ? undefined : checkFinger(answer.value.json, { acct: name.acct }, appBase);
      const isSame =
        said?.ok === true && said.value.acct?.acct === name?.acct && (self === undefined || said.value.self === self);
      if (name !== undefined && isSame) return ok(name);
    }
  }
  return err({ type: 'not-found', host });
}

async function askFinger(
  ask: ResolveAsk,
  asked: Asked,
  origin: string,
): Promise<Result<{ readonly json: unknown; readonly text: string }, WebError>> {
  const answer = await ask({ url: webfingerUrl(origin, asked), accept: jrdTypes, allowGateway: true });
  if (!answer.ok) return answer;
  return ok({ json: jsonOf(answer.value), text: new TextDecoder().decode(answer.value.bytes) });
}
