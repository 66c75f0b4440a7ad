import type { Actor } from '../activity-streams/actor.ts';
import type { Checked } from '../activity-streams/checked.ts';
import { parseOrigin } from '../identity/address.ts';
import { canonicalId } from '../identity/ids.ts';
import { accountId } from '../identity/paths.ts';
import { originOfId } from '../identity/written-id.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import type { CheckContext } from './check-context.ts';

const shortestMinutes = 15;
const longestMinutes = 24 * 60;
const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** What bridge-spec section 4 asks of an actor beyond what every reader checks. */
export function checkActorRules(context: CheckContext, path: string, { document, value }: Checked<'actor'>): void {
  const { findings } = context;
  const minutes = durationMinutes(value.updateInterval);
  if (minutes === undefined || minutes < shortestMinutes || minutes > longestMinutes)
    findings.add('actor-interval', path, `updateInterval is ${value.updateInterval}`);
  for (const gateway of value.gateways) {
    if (loopback.test(gateway)) findings.add('actor-laboratory', path, gateway);
    else if (parseOrigin(gateway) !== gateway) findings.add('actor-gateways', path, gateway);
  }
  for (const member of ['endpoints', 'sharedInbox']) {
    if (document[member] !== undefined) findings.add('actor-forbidden', path, `has ${member}`);
  }
  if (document['publicKey'] !== undefined && !isRsaKey(document['publicKey'], value, context))
    findings.add('actor-key', path, 'publicKey is no RSA key of this actor');
  const origin = originOfId(value.id);
  for (const member of ['inbox', 'outbox', 'featured'] as const) {
    const id = value[member];
    if (id !== undefined && originOfId(id) !== origin) findings.add('actor-origin', path, `${member} is ${id}`);
  }
  if (value.assertionMethod[0]?.id !== `${value.id}#ed25519-key`)
    findings.add('actor-members', path, `assertionMethod has the id ${value.assertionMethod[0]?.id}`);
  if (value.updated < value.published)
    findings.add('actor-dates', path, `published ${value.published}, updated ${value.updated}`);
}

/** Minutes of an ISO 8601 duration of days, hours, minutes and seconds. */
function durationMinutes(duration: string): number | undefined {
  const match = /^P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/.exec(duration);
  if (match === null || duration.length < 3) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60;
}

function isRsaKey(key: unknown, actor: Actor, { did }: CheckContext): boolean {
  if (!isJsonObject(key as JsonObject)) return false;
  const { id, owner, publicKeyPem } = key as JsonObject;
  // The DER of an RSA SubjectPublicKeyInfo begins with its algorithm: 2048 and 4096 bit keys both read so in base64.
  const isRsa = typeof publicKeyPem === 'string' && /^-----BEGIN PUBLIC KEY-----\s*MII[A-Za-z]/.test(publicKeyPem);
  const isOwn = typeof id === 'string' && id.startsWith(`${actor.id}#`);
  return isRsa && isOwn && canonicalId(String(owner)) === accountId(did, 'actor');
}
