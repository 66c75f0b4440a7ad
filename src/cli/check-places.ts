import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPort } from '../gateway/settings.ts';
import type { Did } from '../protocol/brand.ts';
import type { Place } from '../protocol/conformance/check-account.ts';
import type { Host } from '../protocol/conformance/host-layout.ts';
import { hostUrl, parseHost } from '../protocol/conformance/host-layout.ts';
import type { HttpAsker } from '../protocol/conformance/http-exchange.ts';
import { parseDescriptor } from '../protocol/conformance/origin-rules.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { accountPaths } from '../protocol/identity/paths.ts';
import { originOfId } from '../protocol/identity/written-id.ts';
import type { Result } from '../protocol/result.ts';
import { err, ok } from '../protocol/result.ts';
import { askRecord, askServedRoot } from './ask-record.ts';
import { openCar } from './car-source.ts';
import type { CheckRequest } from './check-arguments.ts';
import { accountAmong, accountIn, accountOfWebsite, accountsFolder } from './find-account.ts';
import { createFolderSource, namesIn } from './folder-source.ts';

/** One account in one place, ready to be checked. */
export interface PlaceToCheck {
  readonly target: string;
  readonly did: Did;
  readonly place: Place;
  close?(): Promise<void>;
}

/** What the target means: a folder, a CAR, a website, or an account at one or more gateways. The error is a sentence. */
export async function findPlaces(request: CheckRequest, asker: HttpAsker): Promise<Result<readonly PlaceToCheck[], string>> {
  const { target } = request;
  const wanted = request.account === undefined ? undefined : accountIn(request.account);
  if (request.account !== undefined && wanted === undefined) return err('--account is no did:key and no k51 name.');
  const host = /^https?:\/\//i.test(target) ? parseHost(target) : undefined;
  if (host !== undefined) return findHost(request, asker, host, wanted ?? accountIn(target));
  const file = await stat(target).catch(() => undefined);
  if (file?.isDirectory() === true) return findFolder(request, wanted);
  if (file?.isFile() === true) return findCar(request, wanted);
  const did = accountIn(target);
  if (did === undefined) return err(`"${target.slice(0, 200)}" is no account, no web address, no folder and no CAR file.`);
  const origins = request.via.length > 0 ? request.via : [`http://localhost:${defaultPort}`];
  return ok(await Promise.all(origins.map((origin) => gatewayPlace(asker, origin, did))));
}

async function findFolder({ target, origin }: CheckRequest, wanted: Did | undefined): Promise<Result<PlaceToCheck[], string>> {
  const did = wanted === undefined ? accountAmong(await namesIn(target, join(...accountsFolder.split('/')))) : ok(wanted);
  if (!did.ok) return err(`${target}: ${did.error}`);
  return ok([{ target, did: did.value, place: { type: 'files', source: createFolderSource(target), ownOrigin: origin } }]);
}

async function findCar({ target, origin }: CheckRequest, wanted: Did | undefined): Promise<Result<PlaceToCheck[], string>> {
  const car = await openCar(target);
  if (!car.ok) return err(`${target}: ${car.error}`);
  const { source, damages, close } = car.value;
  const did = wanted === undefined ? accountAmong(await car.value.namesIn(accountsFolder)) : ok(wanted);
  if (!did.ok) {
    await close();
    return err(`${target}: ${did.error}`);
  }
  return ok([{ target, did: did.value, place: { type: 'files', source, damages, ownOrigin: origin }, close }]);
}

async function findHost(
  { target, origin }: CheckRequest,
  asker: HttpAsker,
  host: Host,
  named: Did | undefined,
): Promise<Result<PlaceToCheck[], string>> {
  if (origin === undefined && named !== undefined && host.layout === 'apgateway' && (await isOwnOrigin(asker, host, named)))
    return ok([ownPlace(target, named, { ...host, layout: 'own' }, host.origin, asker)]);
  const isShared = host.layout !== 'own' || (named !== undefined && accountIn(host.origin) !== undefined);
  if (isShared && origin === undefined) {
    if (named === undefined) return err(`${target}: which account? Say it with --account.`);
    return ok([await placeAt(asker, target, { ...host }, named)]);
  }
  // With --origin an address below the documents of a local server is that server.
  const own: Host = { ...host, layout: 'own' };
  const did = named === undefined ? await accountOfWebsite(asker, `${own.origin}${own.folder ?? ''}`) : ok(named);
  if (!did.ok) return did;
  return ok([ownPlace(target, did.value, own, origin ?? own.origin, asker)]);
}

const ownPlace = (target: string, did: Did, host: Host, origin: string, asker: HttpAsker): PlaceToCheck => ({
  target,
  did,
  place: { type: 'host', asker, host, ownOrigin: { origin, askedAt: host.origin } },
});

/** Does the account say that this is its own origin? Else it is a gateway that keeps a copy. What is said is checked afterwards. */
async function isOwnOrigin(asker: HttpAsker, host: Host, did: Did): Promise<boolean> {
  const url = hostUrl(host, did, accountPaths(did).actor);
  const { answer } = await asker.ask({ url, method: 'GET', headers: {}, limitBytes: 2 ** 16 });
  const actor = answer === undefined ? undefined : parseDescriptor(answer.body);
  const id = actor?.['id'];
  return typeof id === 'string' && originOfId(id) === host.origin;
}

/** Pollen’s gateways answer below /.well-known/apgateway, other gateways only below /ipns. */
async function gatewayPlace(asker: HttpAsker, origin: string, did: Did): Promise<PlaceToCheck> {
  const outbox = hostUrl({ origin, layout: 'apgateway' }, did, accountPaths(did).outbox);
  const { answer } = await asker.ask({ url: outbox, method: 'GET', headers: {}, limitBytes: 2 ** 20 });
  const layout = answer?.status === 404 ? 'ipns' : 'apgateway';
  return placeAt(asker, origin, { origin, layout }, did);
}

async function placeAt(asker: HttpAsker, target: string, host: Host, did: Did): Promise<PlaceToCheck> {
  const name = didToIpnsName(did);
  const [answer, servedRoot] = await Promise.all([
    askRecord(asker, host.origin, name),
    host.layout === 'own' ? undefined : askServedRoot(asker, host.origin, name, accountPaths(did).outbox),
  ]);
  return { target, did, place: { type: 'host', asker, host, record: { answer, servedRoot } } };
}
