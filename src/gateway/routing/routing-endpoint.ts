import { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import { parseIpnsName } from '../../protocol/identity/ids.ts';
import type { Head } from '../../protocol/ports/network.ts';
import type { Taken } from '../../network/heads/head-exchange.ts';
import { largestRecordBytes, recordMediaType } from '../../network/heads/ipns-head.ts';
import { type Answer, etagOf, type GatewayRequest, json, refuse } from '../http/answer.ts';
import { budgetKey, createBudget } from '../http/budget.ts';

export interface RoutingOptions {
  head(name: IpnsName): Head | undefined;
  acceptedAtMs(name: IpnsName): number | undefined;
  take(name: IpnsName, record: Uint8Array): Promise<Taken>;
  /** Passes a new record on by gossip. */
  forward(name: IpnsName): void;
  /** Devices that hand out the account (not those that only follow it): peer ids. */
  holders(name: IpnsName): readonly string[];
  /** Addresses of this gateway's relay for the client that asks. */
  relayAddresses(request: GatewayRequest): readonly string[];
  /** Whether this gateway itself hands the block out, by Bitswap. */
  hasBlock(cid: CID): Promise<boolean>;
  isDenied(name: IpnsName): boolean;
  /** Tells that somebody goes on for the account (bridge-spec section 7.5); undefined: nobody does. */
  successorLink(name: IpnsName): string | undefined;
  nowMs(): number;
}

const maxProviders = 20;

/** `/routing/v1/…`: IPNS records and who holds an account (Delegated Routing V1 HTTP API). */
export function createRoutingEndpoint(options: RoutingOptions): { handle(request: GatewayRequest): Promise<Answer> } {
  const writes = createBudget({ burst: 120, perSecond: 4 });

  const get = (name: IpnsName): Answer => {
    const record = options.head(name)?.record;
    if (record === undefined) return refuse(404, 'No record', { Vary: 'Accept' });
    const atMs = options.acceptedAtMs(name);
    const link = options.successorLink(name);
    return {
      status: 200,
      headers: {
        'Content-Type': recordMediaType,
        'Cache-Control': 'public, max-age=5',
        Vary: 'Accept',
        ...(link === undefined ? {} : { Link: link }),
        ...(atMs === undefined ? {} : { 'Last-Modified': new Date(atMs).toUTCString() }),
      },
      body: record,
      etag: etagOf(record),
    };
  };

  const put = async (request: GatewayRequest, name: IpnsName): Promise<Answer> => {
    if (!writes.take(budgetKey(request.address), options.nowMs()))
      return refuse(429, 'Too many records', { 'Retry-After': '10' });
    if (options.isDenied(name)) return refuse(403, 'Not welcome at this gateway');
    const body = await request.body(largestRecordBytes);
    if (!body.ok) {
      return body.error.type === 'too-large'
        ? refuse(413, `At most ${largestRecordBytes} bytes`)
        : refuse(400, 'The body broke off');
    }
    const taken = await options.take(name, body.value);
    if (taken === 'refused') return refuse(400, 'Not a valid record of that name');
    if (taken === 'expired') return refuse(400, 'The record has expired');
    if (taken === 'newer') options.forward(name);
    // An older one is no error of the sender's: it learns of the newer one by asking.
    return json({ taken });
  };

  const providers = (request: GatewayRequest, name: IpnsName): Answer => {
    const relays = options.relayAddresses(request);
    const peers = options.holders(name).toReversed().slice(0, maxProviders);
    return json(
      {
        Providers: peers.map((id) => ({
          Schema: 'peer',
          ID: id,
          Addrs: relays.map((relay) => `${relay}/p2p-circuit/webrtc`),
          Protocols: [],
        })),
      },
      { 'Cache-Control': 'public, max-age=5', Vary: 'Accept' },
    );
  };

  /** Other IPFS nodes ask for blocks; of those that are kept here the gateway itself is the provider. */
  const blockProviders = async (request: GatewayRequest, key: string): Promise<Answer> => {
    const cid = parseCid(key);
    const [relay] = cid !== undefined && (await options.hasBlock(cid)) ? options.relayAddresses(request) : [];
    const [address, id] = relay?.split('/p2p/') ?? [];
    const own = id === undefined ? [] : [{ Schema: 'peer', ID: id, Addrs: [address], Protocols: ['transport-bitswap'] }];
    return json({ Providers: own }, { 'Cache-Control': `public, max-age=${own.length === 0 ? 5 : 300}`, Vary: 'Accept' });
  };

  return {
    async handle(request) {
      const [, kind, key = ''] = /^\/routing\/v1\/(ipns|providers)\/([^/]+)$/.exec(request.url.pathname) ?? [];
      if (kind === undefined) return refuse(404, 'Not found');
      const name = parseIpnsName(key);
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      if (kind === 'providers') {
        if (!isRead) return refuse(405, 'Method not allowed', { Allow: 'GET, HEAD, OPTIONS' });
        return name === undefined ? blockProviders(request, key) : providers(request, name);
      }
      if (name === undefined) return refuse(400, 'Not an Ed25519 IPNS name');
      if (isRead) return get(name);
      if (request.method === 'PUT') return put(request, name);
      return refuse(405, 'Method not allowed', { Allow: 'GET, HEAD, PUT, OPTIONS' });
    },
  };
}

function parseCid(text: string): CID | undefined {
  try {
    return CID.parse(text);
  } catch {
    return undefined;
  }
}
