import { peerIdFromString } from '@libp2p/peer-id';
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr';
import * as z from 'zod/mini';
import type { IpnsName } from '../../protocol/brand.ts';
import type { CallOptions } from '../../protocol/ports/network.ts';
import { fetchBounded } from '../bounded-fetch.ts';
import { largestRecordBytes, recordMediaType } from '../heads/ipns-head.ts';

const answerMs = 5_000;
const providersBytes = 64 * 1024;
const mostProviders = 16;
const mostAddresses = 8;

/** Asks a gateway for the record of an account (delegated routing, `GET /routing/v1/ipns/{name}`). Not checked yet. */
export async function getRecord(
  origin: string,
  name: IpnsName,
  options: CallOptions & { readonly onSuccessorHint?: () => void } = {},
): Promise<Uint8Array | undefined> {
  const answer = await fetchBounded(
    `${origin}/routing/v1/ipns/${name}`,
    { headers: { accept: recordMediaType } },
    { maxBytes: largestRecordBytes, timeoutMs: answerMs, signal: options.signal },
  );
  if (!answer.ok || answer.value.status !== 200 || answer.value.bytes.length === 0) return undefined;
  // Only a hint: where the statement is, the account's name says (bridge-spec section 8.5).
  if (/;\s*rel="?successor-version"?/i.test(answer.value.headers.get('link') ?? '')) options.onSuccessorHint?.();
  return answer.value.bytes;
}

/** Hands a record to a gateway. Returns why it was not taken, undefined when it was. */
export async function putRecord(
  origin: string,
  token: string,
  name: IpnsName,
  record: Uint8Array,
  options: CallOptions = {},
): Promise<string | undefined> {
  const answer = await fetchBounded(
    `${origin}/routing/v1/ipns/${name}`,
    {
      method: 'PUT',
      headers: { 'content-type': recordMediaType, 'x-pollen-token': token },
      body: Uint8Array.from(record),
    },
    { maxBytes: largestRecordBytes, timeoutMs: answerMs, signal: options.signal },
  );
  if (!answer.ok) return answer.error.type === 'unreachable' ? answer.error.reason : answer.error.type;
  const { status } = answer.value;
  return status >= 200 && status < 300 ? undefined : `HTTP ${status}`;
}

/** A device that holds an account, and where it can be reached. */
export interface Provider {
  readonly peerId: string;
  /** Each ends in `/p2p/<peerId>`. */
  readonly addresses: readonly Multiaddr[];
}

const wireProviders = z.object({
  Providers: z.nullish(z.array(z.object({ ID: z.string(), Addrs: z.nullish(z.array(z.string())) }))),
});

/** Devices holding an account, as a gateway knows them (`GET /routing/v1/providers/{name}`); at most 16, 8 addresses each. */
export async function getProviders(origin: string, name: IpnsName, options: CallOptions = {}): Promise<Provider[]> {
  const answer = await fetchBounded(
    `${origin}/routing/v1/providers/${name}`,
    { headers: { accept: 'application/json' } },
    { maxBytes: providersBytes, timeoutMs: answerMs, signal: options.signal },
  );
  return answer.ok && answer.value.status === 200 ? parseProviders(answer.value.bytes) : [];
}

/** Reads a routing answer; what cannot be read is left out. */
export function parseProviders(bytes: Uint8Array): Provider[] {
  try {
    const parsed = z.safeParse(wireProviders, JSON.parse(new TextDecoder().decode(bytes)));
    if (!parsed.success) return [];
    return (parsed.data.Providers ?? []).slice(0, mostProviders).flatMap(({ ID, Addrs }) => readProvider(ID, Addrs ?? []));
  } catch {
    return [];
  }
}

function readProvider(id: string, addresses: readonly string[]): Provider[] {
  try {
    const peerId = peerIdFromString(id).toString();
    return [{ peerId, addresses: addresses.slice(0, mostAddresses).flatMap((text) => readAddress(text, peerId)) }];
  } catch {
    return [];
  }
}

function readAddress(text: string, peerId: string): Multiaddr[] {
  try {
    const address = multiaddr(text);
    const last = address.getComponents().at(-1);
    if (last?.name === 'p2p') return last.value === peerId ? [address] : [];
    return [address.encapsulate(`/p2p/${peerId}`)];
  } catch {
    return [];
  }
}
