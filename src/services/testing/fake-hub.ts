import type { Did, IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import {
  type AnnounceReport,
  type GatewayClient,
  type GatewayError,
  type Head,
  type Network,
  NewerHead,
  type Source,
} from '../../protocol/ports/network.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { err, ok } from '../../protocol/result.ts';
import { createFakeFediverse, type FakeFediverse } from './fake-fediverse.ts';
import { createFakeHosts, type FakeHosts } from './fake-hosts.ts';
import { createFakePairing, type FakePairing } from './fake-pairing.ts';
import { deviceSource } from './fake-sources.ts';
import { createManualTimers, type ManualTimers } from './manual-timers.ts';

/** The world outside of several people's devices: heads, who is there, one gateway's letter boxes, and time. */
export interface FakeHub {
  readonly heads: Map<IpnsName, Head>;
  readonly letters: Map<Did, JsonObject[]>;
  readonly timers: ManualTimers;
  /** Sources that answer before all others, for any account: the hostile ones. */
  readonly extraSources: Source[];
  /** Takes the gateway away, or brings it back. Heads and blocks go on by peers. */
  setGateway(on: boolean): void;
  /** Whether anybody's blocks can be had; heads and letters travel all the same. */
  setReadable(on: boolean): void;
  /** Whether the gateway comes to copying the trees whose records it takes, as it does until told otherwise. */
  setCopying(on: boolean): void;
  network(store: AccountStore): FakePeer;
  readonly gatewayClient: GatewayClient;
  readonly hosts: FakeHosts;
  readonly fediverse: FakeFediverse;
  readonly pairing: FakePairing;
  /** What the gateway keeps as `successor.jsonld`, unchecked. */
  readonly statements: Map<Did, Uint8Array>;
}

export interface FakePeer extends Network {
  online: boolean;
  /** Without, it is there over gateways only: no letter reaches it or leaves it by itself. */
  direct: boolean;
  /** Sources opened so far. */
  asked: number;
}

export const fakeGateway = 'https://gateway.example';

export function createFakeHub(): FakeHub {
  const heads = new Map<IpnsName, Head>();
  const letters = new Map<Did, JsonObject[]>();
  const statements = new Map<Did, Uint8Array>();
  const offers = new Set<(account: Did) => Promise<Uint8Array | undefined>>();
  let hasGateway = true;
  let readable = true;
  let copying = true;
  const timers = createManualTimers(Date.UTC(2026, 10, 22, 8));
  const extraSources: Source[] = [];
  const peers = new Set<{
    readonly network: FakePeer;
    readonly blocks: BlockStore;
    take(head: Head): Promise<void>;
    takeLetter(recipient: IpnsName, activity: Uint8Array): Promise<boolean>;
  }>();
  const pairing = createFakePairing(fakeGateway);
  const holdersOf = (own: FakePeer) => [...peers].filter(({ network }) => network.online && network !== own);

  function network(store: AccountStore): FakePeer {
    const watched = new Set<IpnsName>();
    const listeners = new Set<(head: Head) => void>();
    const letterListeners = new Set<Parameters<Network['onLetter']>[0]>();

    async function take(head: Head): Promise<void> {
      if (!peer.online || !watched.has(head.name)) return;
      if ((await store.heads.accept(head)).changed) for (const listener of listeners) listener(head);
    }

    async function takeLetter(recipient: IpnsName, activity: Uint8Array): Promise<boolean> {
      if (!peer.online || !peer.direct) return false;
      const answers = await Promise.all([...letterListeners].map((listener) => listener(recipient, activity)));
      return answers.includes(true);
    }

    async function announce(head: Head): Promise<AnnounceReport> {
      const known = heads.get(head.name);
      if (!peer.online) return { gossipPeers: 0, gateways: [] };
      if (known === undefined || known.sequence < head.sequence) heads.set(head.name, head);
      const others = holdersOf(peer);
      await Promise.all(others.map((other) => other.take(head)));
      return { gossipPeers: others.length, gateways: [{ origin: fakeGateway, ok: hasGateway }] };
    }

    const peer: FakePeer = {
      online: true,
      direct: true,
      asked: 0,
      start: async () => undefined,
      stop: async () => {
        peer.online = false;
      },
      configure: async () => undefined,
      status: () => ({ state: peer.online ? 'few' : 'offline', directPeers: peer.online ? 1 : 0, gateways: [], connections: [] }),
      onStatus: () => () => undefined,
      watch(name) {
        watched.add(name);
      },
      unwatch: (name) => watched.delete(name),
      onHead(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      async resolve(name) {
        const head = heads.get(name);
        if (peer.online && head !== undefined) await store.heads.accept(head);
        return store.heads.get(name);
      },
      async publish(signer, root, options) {
        const name = didToIpnsName(signer.did);
        const newest = await store.heads.get(name);
        if (newest !== undefined && options?.mayReplace?.(newest) === false) throw new NewerHead();
        const known = newest?.sequence ?? 0n;
        const now = BigInt(timers.nowMs());
        const sequence = now > known ? now : known + 1n;
        const head = { name, sequence, root, record: new Uint8Array(), validUntilMs: timers.nowMs() + 31_536_000_000 };
        await store.heads.accept(head);
        return { head, report: await announce(head) };
      },
      announce,
      servedBy: async (name, root) =>
        peer.online && hasGateway && copying && heads.get(name)?.root.equals(root) === true ? [fakeGateway] : [],
      async *sources() {
        if (!peer.online || !readable) return;
        peer.asked += 1;
        yield* extraSources;
        for (const { blocks } of holdersOf(peer)) yield deviceSource(blocks);
      },
      hold: () => undefined,
      holders: () => holdersOf(peer).length,
      async deliver(recipient, activity) {
        if (!peer.online || !peer.direct) return false;
        const answers = await Promise.all(holdersOf(peer).map((other) => other.takeLetter(recipient, activity)));
        return answers.includes(true);
      },
      tell(recipient, activity) {
        if (!peer.online || !peer.direct) return;
        for (const other of holdersOf(peer)) void other.takeLetter(recipient, activity);
      },
      onLetter(listener) {
        letterListeners.add(listener);
        return () => letterListeners.delete(listener);
      },
      offerStatements(lookUp) {
        offers.add(lookUp);
        return () => offers.delete(lookUp);
      },
      async askStatements(account) {
        const found = peer.online ? await Promise.all([...offers].map((lookUp) => lookUp(account))) : [];
        return found.filter((statement) => statement !== undefined);
      },
      onSuccessorHint: () => () => undefined,
      openPairing: async (take) => (peer.online && peer.direct ? pairing.open(take) : undefined),
    };
    peers.add({ network: peer, blocks: store.blocks, take, takeLetter });
    return peer;
  }

  const gatewayClient: GatewayClient = {
    requestHosting: async () => ok({ hosted: true, usedBytes: 1, quotaBytes: 100 }),
    async deliver(_origin, recipient, activity) {
      if (!hasGateway) return err(unreachable);
      const letter = JSON.parse(new TextDecoder().decode(activity)) as JsonObject;
      letters.set(recipient, [letter, ...(letters.get(recipient) ?? [])]);
      return ok(undefined);
    },
    statement: async (_origin, account) => (hasGateway ? ok(statements.get(account)) : err(unreachable)),
    async handOver(_origin, account, statement) {
      if (!hasGateway) return err(unreachable);
      statements.set(account, statement);
      return ok(undefined);
    },
    async responses(_origin, actor) {
      if (!hasGateway) return err(unreachable);
      const collection = { type: 'OrderedCollection', orderedItems: letters.get(actor) ?? [] };
      return ok({ bytes: new TextEncoder().encode(JSON.stringify(collection)) });
    },
  };
  const setReadable = (on: boolean): void => {
    readable = on;
  };
  const setCopying = (on: boolean): void => {
    copying = on;
  };
  const setGateway = (on: boolean): void => {
    hasGateway = on;
  };
  const [hosts, fediverse] = [createFakeHosts(), createFakeFediverse()];
  return {
    heads,
    letters,
    timers,
    extraSources,
    setGateway,
    setReadable,
    setCopying,
    network,
    gatewayClient,
    hosts,
    fediverse,
    pairing,
    statements,
  };
}

const unreachable: GatewayError = { type: 'unreachable', reason: 'off' };
