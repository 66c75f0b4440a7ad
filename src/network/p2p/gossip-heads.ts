import { TopicValidatorResult } from '@libp2p/gossipsub';
import type { Libp2p, PeerId } from '@libp2p/interface';
import type { IpnsName } from '../../protocol/brand.ts';
import type { HeadStore } from '../../protocol/ports/network.ts';
import type { Taken } from '../heads/head-exchange.ts';
import { nameOfRoutingKey, nameOfTopic, routingKeyOf, topicOf } from '../heads/routing-key.ts';
import type { PollenServices } from './node.ts';

/** Records over gossip topics and by asking connected peers (`@libp2p/fetch`), as Kubo does it. */
export interface GossipHeads {
  watch(name: IpnsName): void;
  unwatch(name: IpnsName): void;
  /** Number of peers it was sent to. Nobody there is no error. */
  publish(name: IpnsName, record: Uint8Array): Promise<number>;
  /** One question for each connected peer that watches the account. */
  ask(name: IpnsName, signal: AbortSignal): Promise<Uint8Array | undefined>[];
  subscribers(name: IpnsName): PeerId[];
  stop(): void;
}

export interface GossipHeadsOptions {
  readonly heads: HeadStore;
  /** Checks and keeps a record that came in. */
  readonly take: (name: IpnsName, record: Uint8Array) => Promise<Taken>;
  /** Whether strangers get an answer about this account although it is not watched. */
  readonly isHeld: (name: IpnsName) => boolean;
  /** Gateways are asked over HTTP. */
  readonly isGateway: (peer: string) => boolean;
  /** A connected peer has begun to watch an account that is watched here, too. */
  readonly onSubscriber: (name: IpnsName, peer: PeerId) => void;
}

const mostAsked = 8;

export function startGossipHeads(libp2p: Libp2p<PollenServices>, options: GossipHeadsOptions): GossipHeads {
  const { pubsub, fetch } = libp2p.services;
  const watched = new Set<IpnsName>();

  const judge = async (name: IpnsName, data: Uint8Array): Promise<TopicValidatorResult> => {
    switch (await options.take(name, data)) {
      case 'newer':
      case 'known':
        return TopicValidatorResult.Accept;
      case 'older':
      case 'expired':
        return TopicValidatorResult.Ignore;
      case 'refused':
        return TopicValidatorResult.Reject;
    }
  };

  const lookUp = async (key: Uint8Array): Promise<Uint8Array | undefined> => {
    const name = nameOfRoutingKey(key);
    // Who is not watched is not answered for, so that nobody can ask around who has read whom.
    if (!name || !(watched.has(name) || options.isHeld(name))) return undefined;
    return (await options.heads.get(name))?.record;
  };
  fetch.registerLookupFunction('/ipns/', lookUp);

  const onSubscriptions = (
    event: CustomEvent<{ peerId: PeerId; subscriptions: { topic: string; subscribe: boolean }[] }>,
  ): void => {
    for (const { topic, subscribe } of event.detail.subscriptions) {
      const name = subscribe ? nameOfTopic(topic) : undefined;
      if (name && watched.has(name)) options.onSubscriber(name, event.detail.peerId);
    }
  };
  pubsub.addEventListener('subscription-change', onSubscriptions);

  return {
    watch(name) {
      if (watched.has(name)) return;
      watched.add(name);
      const topic = topicOf(name);
      pubsub.topicValidators.set(topic, (_peer, message) => judge(name, message.data));
      pubsub.subscribe(topic);
    },
    unwatch(name) {
      if (!watched.delete(name)) return;
      const topic = topicOf(name);
      pubsub.unsubscribe(topic);
      pubsub.topicValidators.delete(topic);
    },
    async publish(name, record) {
      try {
        return (await pubsub.publish(topicOf(name), record)).recipients.length;
      } catch {
        return 0;
      }
    },
    ask: (name, signal) =>
      pubsub
        .getSubscribers(topicOf(name))
        .filter((peer) => !options.isGateway(peer.toString()))
        .slice(0, mostAsked)
        .map((peer) => fetch.fetch(peer, routingKeyOf(name), { signal })),
    subscribers: (name) => pubsub.getSubscribers(topicOf(name)),
    stop() {
      fetch.unregisterLookupFunction('/ipns/', lookUp);
      pubsub.removeEventListener('subscription-change', onSubscriptions);
    },
  };
}
