import { multihashFromIPNSRoutingKey, multihashToIPNSRoutingKey } from '@helia/ipns';
import { base36 } from 'multiformats/bases/base36';
import { base64url } from 'multiformats/bases/base64';
import { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import { parseIpnsName } from '../../protocol/identity/ids.ts';

const libp2pKeyCode = 0x72;
const topicPrefix = '/record/';
const longestTopic = 128;

/** `/ipns/` and the multihash of the name: the key under which records are looked up (IPNS specification, routing record). */
export function routingKeyOf(name: IpnsName): Uint8Array {
  const { multihash } = CID.parse(name, base36);
  return multihashToIPNSRoutingKey({ ...multihash, code: 0 });
}

/** The name that a routing key stands for; undefined when it is no account's. */
export function nameOfRoutingKey(key: Uint8Array): IpnsName | undefined {
  try {
    const multihash = multihashFromIPNSRoutingKey(key);
    return parseIpnsName(CID.createV1(libp2pKeyCode, multihash).toString(base36));
  } catch {
    return undefined;
  }
}

/** Gossip topic of an account's records, the one that Kubo's IPNS over PubSub uses. */
export const topicOf = (name: IpnsName): string => topicPrefix + base64url.baseEncode(routingKeyOf(name));

/** The account of a record topic; undefined for every other topic. */
export function nameOfTopic(topic: string): IpnsName | undefined {
  if (!topic.startsWith(topicPrefix) || topic.length > longestTopic) return undefined;
  try {
    return nameOfRoutingKey(base64url.baseDecode(topic.slice(topicPrefix.length)));
  } catch {
    return undefined;
  }
}
