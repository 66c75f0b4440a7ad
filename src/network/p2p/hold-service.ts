import type { Connection, Libp2p, PeerId, Stream } from '@libp2p/interface';
import { lpStream } from '@libp2p/utils';
import type { IpnsName } from '../../protocol/brand.ts';
import { parseIpnsName } from '../../protocol/identity/ids.ts';
import { encodeHold, HOLD_PROTOCOL, holdLimits, parseHold, type HoldStatement } from '../hold-protocol.ts';
import { createHoldTable, type HoldTable } from './hold-table.ts';

/** Says which accounts this device holds, and hears it from others (hold-protocol.ts). */
export interface HoldService {
  readonly table: HoldTable;
  hold(name: IpnsName, on: boolean): void;
  isHeld(name: IpnsName): boolean;
}

export async function startHoldService(libp2p: Libp2p): Promise<HoldService> {
  const table = createHoldTable();
  const held = new Set<IpnsName>();
  const listeners = new Map<string, PeerId>();

  const tell = async (peer: PeerId, statement: HoldStatement): Promise<void> => {
    const connection = libp2p.getConnections(peer).find((open) => open.limits === undefined);
    if (!connection) return;
    const signal = AbortSignal.timeout(holdLimits.readMs);
    const stream = await connection.newStream(HOLD_PROTOCOL, { signal });
    await lpStream(stream).write(encodeHold(statement), { signal });
    await stream.close({ signal });
  };
  const tellQuietly = (peer: PeerId, statement: HoldStatement): void => {
    tell(peer, statement).catch(() => {
      // Not heard: the peer is gone, and hears everything when it is back.
    });
  };

  const hear = async (stream: Stream, connection: Connection): Promise<void> => {
    try {
      const frame = await lpStream(stream, { maxDataLength: holdLimits.frameBytes }).read({
        signal: AbortSignal.timeout(holdLimits.readMs),
      });
      const statement = parseHold(frame.subarray(), parseIpnsName);
      if (statement.ok) table.apply(connection.remotePeer.toString(), statement.value);
      await stream.close({ signal: AbortSignal.timeout(holdLimits.readMs) });
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error('bad statement'));
    }
  };

  await libp2p.handle(HOLD_PROTOCOL, hear, { maxInboundStreams: 2, runOnLimitedConnection: false });
  await libp2p.register(HOLD_PROTOCOL, {
    onConnect: (peer) => {
      listeners.set(peer.toString(), peer);
      if (held.size > 0) tellQuietly(peer, { add: [...held], remove: [] });
    },
    onDisconnect: (peer) => void listeners.delete(peer.toString()),
  });
  libp2p.addEventListener('peer:disconnect', ({ detail: peer }) => table.forget(peer.toString()));

  return {
    table,
    hold(name, on) {
      if (held.has(name) === on || (on && held.size >= holdLimits.namesPerPeer)) return;
      if (on) held.add(name);
      else held.delete(name);
      for (const peer of listeners.values()) tellQuietly(peer, on ? { add: [name], remove: [] } : { add: [], remove: [name] });
    },
    isHeld: (name) => held.has(name),
  };
}
