import type { Did } from '../../protocol/brand.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import type { Result } from '../../protocol/result.ts';
import { type Database, decodeRow, encodeRow } from '../database/database.ts';
import { type Answer, etagOf, type GatewayRequest, json, refuse } from '../http/answer.ts';
import { budgetKey, createBudget } from '../http/budget.ts';

export interface HostsOptions {
  readonly database: Database;
  isHosted(did: Did): boolean;
  /** http and private addresses will do: a laboratory. */
  readonly privateHosts?: boolean;
  /** GETs a URL of a host, bounded, and of none that must not be asked. */
  fetch(url: URL, maxBytes: number): Promise<Result<{ readonly status: number; readonly body: Uint8Array }, string>>;
  nowMs(): number;
}

const maxHosts = 1000;
const largestAnnouncementBytes = 4096;
const largestCollectionBytes = 2 ** 20;
const checksAtOnce = 8;
const key = (did: Did): string => `/hosts/${did}`;

export interface HostsEndpoint {
  handle(request: GatewayRequest): Promise<Answer>;
  /** Origins of the servers that have announced themselves for an account. */
  hosts(did: Did): Promise<readonly string[]>;
}

/** `/pollen/hosts`: servers that publish answers to a hosted account say so, and the account's app asks here (bridge-spec sections 12 and 13). */
export function createHostsEndpoint(options: HostsOptions): HostsEndpoint {
  const { database } = options;
  const perAddress = createBudget({ burst: 10, perSecond: 1 / 60 });
  const perAccount = createBudget({ burst: 30, perSecond: 1 / 60 });
  let checks = 0;

  const hostsOf = async (did: Did): Promise<string[]> => {
    const row = await database.level.get(key(did));
    const hosts = row === undefined ? [] : decodeRow(row);
    return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
  };

  const announce = async (request: GatewayRequest): Promise<Answer> => {
    if (!perAddress.take(budgetKey(request.address), options.nowMs())) return tooOften();
    const body = await request.body(largestAnnouncementBytes);
    const announcement = body.ok ? parseAnnouncement(body.value, options.privateHosts === true) : undefined;
    if (announcement === undefined) return refuse(400, 'Expected {"actor": <id>, "host": <name or https origin>}');
    const { did, origin } = announcement;
    if (!options.isHosted(did)) return refuse(404, 'This gateway does not keep that account');
    const hosts = await hostsOf(did);
    if (hosts.includes(origin)) return json({ known: true });
    if (hosts.length >= maxHosts) return refuse(507, 'That account has enough hosts');
    // Each check asks a stranger's server: so many for an account, whoever announces, and so many at a time.
    if (checks >= checksAtOnce || !perAccount.take(did, options.nowMs())) return tooOften();
    checks += 1;
    const serves = await servesResponses(did, origin).finally(() => (checks -= 1));
    if (!serves) return refuse(400, `${origin} does not answer for that account`);
    // One at a time, or two that are checked at once would overwrite each other.
    writing = writing.catch(() => undefined).then(() => add(did, origin));
    await writing;
    return json({ known: true }, {}, 201);
  };

  let writing: Promise<void> = Promise.resolve();
  const add = async (did: Did, origin: string): Promise<void> => {
    const hosts = [...new Set([...(await hostsOf(did)), origin])].slice(0, maxHosts);
    await database.level.put(key(did), encodeRow(hosts));
  };

  const servesResponses = async (did: Did, origin: string): Promise<boolean> => {
    const url = new URL(`/pollen/responses?actor=${encodeURIComponent(`ap://${did}/actor.jsonld`)}`, origin);
    const answer = await options.fetch(url, largestCollectionBytes);
    if (!answer.ok || answer.value.status !== 200) return false;
    const collection = parseJson(answer.value.body);
    return (
      typeof collection === 'object' && collection !== null && 'type' in collection && collection.type === 'OrderedCollection'
    );
  };

  return {
    hosts: hostsOf,
    async handle(request) {
      if (request.method === 'POST') return announce(request);
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return refuse(405, 'Method not allowed', { Allow: 'GET, HEAD, POST, OPTIONS' });
      const did = accountOf(request.url.searchParams.get('actor') ?? '');
      if (did === undefined) return refuse(400, 'actor: a did:key or a portable actor id');
      if (!options.isHosted(did)) return refuse(404, 'This gateway does not keep that account');
      const body = JSON.stringify({ actor: `ap://${did}/actor.jsonld`, hosts: await hostsOf(did) });
      return {
        status: 200,
        headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' },
        body,
        etag: etagOf(body),
      };
    },
  };
}

const tooOften = (): Answer => refuse(429, 'Too often', { 'Retry-After': '60' });

function parseAnnouncement(bytes: Uint8Array, privateHosts: boolean): { did: Did; origin: string } | undefined {
  const body = parseJson(bytes);
  if (typeof body !== 'object' || body === null || !('actor' in body) || !('host' in body)) return undefined;
  const did = typeof body.actor === 'string' ? accountOf(body.actor) : undefined;
  if (did === undefined || typeof body.host !== 'string' || body.host.length > 255) return undefined;
  const text = body.host.includes('://') ? body.host : `https://${body.host}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain =
    (url.protocol === 'https:' || (privateHosts && url.protocol === 'http:')) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.username === '' &&
    url.password === '';
  return plain ? { did, origin: url.origin } : undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
