import type { PeerId } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import type { Did, IpnsName } from '../../protocol/brand.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Source } from '../../protocol/ports/network.ts';
import { createHeadExchange, type HeadExchange, type Taken } from '../../network/heads/head-exchange.ts';
import { nameOfRoutingKey, routingKeyOf, topicOf } from '../../network/heads/routing-key.ts';
import { sendLetter } from '../../network/letters/letter-service.ts';
import { createLimiter } from '../../network/limiter.ts';
import { type HoldService, startHoldService } from '../../network/p2p/hold-service.ts';
import { createPeerSource } from '../../network/sources/peer-source.ts';
import { createSyncClient } from '../../network/sync/client.ts';
import { serveSync } from '../../network/sync/server.ts';
import type { LevelHeadStore } from '../database/level-head-store.ts';
import type { HostedAccounts } from '../hosting/hosted-accounts.ts';
import { createBudget } from '../http/budget.ts';
import { didOfSuccessionKey, successionKeyPrefix } from '../../protocol/succession/succession-state.ts';
import type { RelayNode } from './relay-node.ts';
import { startRecordTopics } from './record-topics.ts';

/** Where records come in and go out among the connected peers, and who of them has what. */
export interface HeadDesk {
  start(): Promise<void>;
  stop(): void;
  /** Checks a record and keeps it when it is newer; hosted accounts are then copied. */
  take(name: IpnsName, record: Uint8Array): Promise<Taken>;
  /** Tells the peers of the account's topic what is known. */
  announce(name: IpnsName): void;
  /** Brings the statement of an account's successor to connected peers that watch the account. */
  tellSuccessor(name: IpnsName, statement: Uint8Array): void;
  /** The account is hosted from now on. */
  keep(name: IpnsName): void;
  /** The account is not hosted any more. */
  drop(name: IpnsName): void;
  /** Connected peers that hand the account out: peer ids. */
  holders(name: IpnsName): string[];
  /** Connected peers that may have the account's tree; those that said so first. */
  sources(name: IpnsName): Source[];
}

export interface HeadDeskOptions {
  readonly node: RelayNode;
  readonly heads: LevelHeadStore;
  readonly accounts: HostedAccounts;
  readonly blocks: BlockStore;
  /** A hosted account has a new head, or somebody came who may have it. */
  onNews(name: IpnsName): void;
  /** Somebody goes on for the account: no newer record of it is taken (bridge-spec section 7.5). */
  isOver(name: IpnsName): boolean;
  /** What its successor has said. */
  statement(did: Did): Uint8Array | undefined;
}

const maxMirroredTopics = 2000;
const announceEveryMs = 30 * 60_000;
const askMs = 10_000;
const questionsAtOnce = 8;
const maxSources = 6;
/** Watching peers that are told of a successor at once; the others ask. */
const maxTold = 500;

export function createHeadDesk({ node, heads, accounts, blocks, onNews, isOver, statement }: HeadDeskOptions): HeadDesk {
  const { libp2p, pubsub, fetch } = node;
  const sync = createSyncClient(libp2p);
  const questions = createLimiter(questionsAtOnce);
  const announcements = createBudget({ burst: 1, perSecond: 0.2 });
  const ways = { ask: () => [], announce: async () => ({ gossipPeers: 0, gateways: [] }) };
  const { take: takeAny, onHead, ...others } = createHeadExchange(heads, ways);
  const take: HeadExchange['take'] = async (name, record) => (isOver(name) ? 'older' : takeAny(name, record));
  const exchange: HeadExchange = { ...others, onHead, take };
  exchange.onHead(({ name }) => {
    if (accounts.byName(name) !== undefined) onNews(name);
  });
  let holds: HoldService | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const publish = (name: IpnsName): void => {
    const head = heads.peek(name);
    if (head === undefined || head.validUntilMs < Date.now()) return;
    pubsub.publish(topicOf(name), head.record).catch(() => {
      // Nobody there.
    });
  };
  const ask = async (name: IpnsName, peer: PeerId): Promise<void> => {
    const record = await fetch.fetch(peer, routingKeyOf(name), { signal: AbortSignal.timeout(askMs) });
    if (record !== undefined) await exchange.take(name, record);
  };

  const topics = startRecordTopics({
    pubsub,
    exchange,
    maxMirrored: maxMirroredTopics,
    onSubscriber(name, peer) {
      if (announcements.take(name, Date.now())) publish(name);
      if (accounts.byName(name) === undefined) return;
      questions
        .run(() => ask(name, peer))
        .catch(() => {
          // It has no record, or is gone.
        })
        .finally(() => onNews(name));
    },
  });

  const keep = (name: IpnsName): void => {
    topics.follow(name);
    for (const peer of topics.subscribers(name)) void questions.run(() => ask(name, peer)).catch(() => {});
    onNews(name);
  };

  return {
    async start() {
      fetch.registerLookupFunction('/ipns/', async (key) => {
        const name = nameOfRoutingKey(key);
        return name === undefined ? undefined : heads.peek(name)?.record;
      });
      fetch.registerLookupFunction(successionKeyPrefix, async (key) => {
        const did = didOfSuccessionKey(new TextDecoder().decode(key));
        return did === undefined ? undefined : statement(did);
      });
      await serveSync(libp2p, blocks);
      holds = await startHoldService(libp2p);
      for (const { name } of accounts.all()) topics.follow(name);
      timer = setInterval(() => {
        for (const { name } of accounts.all()) publish(name);
      }, announceEveryMs);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      sync.close();
    },
    take: (name, record) => exchange.take(name, record),
    announce: publish,
    tellSuccessor(name, statement) {
      for (const peer of topics.subscribers(name).slice(0, maxTold)) {
        const connection = libp2p.getConnections(peer).find(({ limits }) => limits === undefined);
        if (connection === undefined) continue;
        const letter = { recipient: name, activity: statement };
        void questions.run(() => sendLetter(connection, letter, AbortSignal.timeout(askMs)));
      }
    },
    keep,
    drop: (name) => topics.unfollow(name),
    holders: (name) => holds?.table.peersHolding(name) ?? [],
    sources(name) {
      const told = (holds?.table.peersHolding(name) ?? []).toReversed();
      const watching = topics.subscribers(name).map(String);
      return [...new Set([...told, ...watching])]
        .map((peer) => peerIdFromString(peer))
        .filter((peer) => libp2p.getConnections(peer).some(({ limits }) => limits === undefined))
        .slice(0, maxSources)
        .map((peer) => createPeerSource(peer, sync));
    },
  };
}
