import type { Connection, Libp2p, PeerId, Stream } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { lpStream } from '@libp2p/utils';
import { multiaddr } from '@multiformats/multiaddr';
import type { IpnsName } from '../../protocol/brand.ts';
import { parseIpnsName } from '../../protocol/identity/ids.ts';
import type { Provider } from '../gateways/routing-client.ts';

/**
 * Asking a connected peer who else holds an account, so that devices find each other when no gateway is there: the asker writes
 * the name, the peer answers with the ids of connected devices that said so (hold-protocol.ts), as a JSON array. The peer is also the
 * relay through which they are reached. Frames are `varint(length) | UTF-8`.
 */
export const HOLDERS_PROTOCOL = '/pollen/holders/1.0.0';

const nameBytes = 128;
const answerBytes = 4 * 1024;
const mostHolders = 8;
const answerMs = 3_000;

/** Answers from `holding`: ids of devices that hold an account. */
export async function serveHolders(libp2p: Libp2p, holding: (name: IpnsName) => readonly string[]): Promise<void> {
  const serve = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = AbortSignal.timeout(answerMs);
    try {
      const frames = lpStream(stream, { maxDataLength: nameBytes });
      const name = parseIpnsName(new TextDecoder().decode((await frames.read({ signal })).subarray()));
      const asker = connection.remotePeer.toString();
      const holders = name ? holding(name).filter((peer) => peer !== asker) : [];
      await frames.write(new TextEncoder().encode(JSON.stringify(holders.slice(0, mostHolders))), { signal });
      await stream.close({ signal });
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error('bad question'));
    }
  };
  await libp2p.handle(HOLDERS_PROTOCOL, serve, { maxInboundStreams: 4, runOnLimitedConnection: false });
}

/** Devices that the directly connected `peer` knows to hold the account, reachable through it. Empty when it does not answer. */
export async function askHolders(connection: Connection, name: IpnsName, within: AbortSignal): Promise<Provider[]> {
  const signal = AbortSignal.any([within, AbortSignal.timeout(answerMs)]);
  try {
    const stream = await connection.newStream(HOLDERS_PROTOCOL, { signal });
    const frames = lpStream(stream, { maxDataLength: answerBytes });
    await frames.write(new TextEncoder().encode(name), { signal });
    const answer: unknown = JSON.parse(new TextDecoder().decode((await frames.read({ signal })).subarray()));
    await stream.close({ signal });
    return Array.isArray(answer) ? answer.slice(0, mostHolders).flatMap((id) => throughRelay(connection.remotePeer, id)) : [];
  } catch {
    return [];
  }
}

function throughRelay(relay: PeerId, id: unknown): Provider[] {
  try {
    const peerId = peerIdFromString(String(id)).toString();
    return [{ peerId, addresses: [multiaddr(`/p2p/${relay}/p2p-circuit/webrtc/p2p/${peerId}`)] }];
  } catch {
    return [];
  }
}
