import { type LookupAddress, type LookupAllOptions, lookup as dnsLookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';

const notPublic = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(network, bits, 'ipv4');
}
// Only global unicast counts; of that, not documentation, Teredo, 6to4 and NAT64, behind which any IPv4 address can stand.
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
notPublic.addSubnet('2001::', 32, 'ipv6');
notPublic.addSubnet('2001:db8::', 32, 'ipv6');
notPublic.addSubnet('2002::', 16, 'ipv6');

/** Is this an address on the public Internet? */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** All addresses of a name. */
type ResolveAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves names (with the system's resolver), and fails when one of the addresses is not public: the check and the connection use the
 * same answer.
 */
export const createPublicLookup =
  (resolve: ResolveAll = dnsLookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      if (!addresses.every(({ address }) => isPublicAddress(address))) return callback(new Error('not a public address'), []);
      if (options.all === true) return callback(null, addresses);
      const [first] = addresses;
      return first === undefined ? callback(new Error('no address'), []) : callback(null, first.address, first.family);
    });
  };

export const publicLookup: LookupFunction = createPublicLookup();

interface HostAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

/** What of a host's answer to a POST is read. */
const postAnswerBytes = 4096;

/**
 * GETs an https URL of a public host, or POSTs `json` to it: 10 s, no redirects, at most `maxBytes`, no cookies, nothing of ours but the
 * question.
 */
export async function fetchFromPublicHost(url: URL, maxBytes: number, json?: string): Promise<Result<HostAnswer, string>> {
  if (url.protocol !== 'https:' || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return err('https and a name, please');
  return ask(httpsRequest, url, maxBytes, { lookup: publicLookup }, json);
}

/** As `fetchFromPublicHost`, of any address and by http, too: for laboratories, where there is nobody but oneself. */
export async function fetchFromAnyHost(url: URL, maxBytes: number, json?: string): Promise<Result<HostAnswer, string>> {
  return ask(url.protocol === 'https:' ? httpsRequest : httpRequest, url, maxBytes, {}, json);
}

export const postTo =
  (fetchFromHost: typeof fetchFromPublicHost) =>
  (url: URL, json: string): Promise<Result<HostAnswer, string>> =>
    fetchFromHost(url, postAnswerBytes, json);

function ask(
  request: typeof httpRequest,
  url: URL,
  maxBytes: number,
  options: { readonly lookup?: LookupFunction },
  json: string | undefined,
): Promise<Result<HostAnswer, string>> {
  return new Promise((resolve) => {
    const type = json === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
    const headers = { accept: 'application/activity+json', ...type };
    const method = json === undefined ? 'GET' : 'POST';
    const sent = request(url, { ...options, method, signal: AbortSignal.timeout(10_000), headers }, (response) => {
      const chunks: Uint8Array[] = [];
      let length = 0;
      response.on('data', (chunk: Uint8Array) => {
        length += chunk.length;
        if (length > maxBytes) response.destroy(new Error('too large'));
        else chunks.push(chunk);
      });
      response.on('end', () => resolve(ok({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) })));
      response.on('error', (error) => resolve(err(error.message)));
    });
    sent.on('error', (error) => resolve(err(error.message)));
    sent.end(json);
  });
}
