import { type GossipSub, TopicValidatorResult } from '@libp2p/gossipsub';
import type { PeerId } from '@libp2p/interface';
import type { IpnsName } from '../../protocol/brand.ts';
import type { HeadExchange } from '../../network/heads/head-exchange.ts';
import { nameOfTopic, topicOf } from '../../network/heads/routing-key.ts';
import { createBudget } from '../http/budget.ts';

export interface RecordTopics {
  /** Takes part in an account's topic for good. */
  follow(name: IpnsName): void;
  unfollow(name: IpnsName): void;
  /** Connected peers that take part in an account's topic. */
  subscribers(name: IpnsName): PeerId[];
  readonly count: number;
}

export interface RecordTopicsOptions {
  readonly pubsub: GossipSub;
  readonly exchange: Pick<HeadExchange, 'take'>;
  /** Topics taken part in only because a peer does; the one longest without news makes room. */
  readonly maxMirrored: number;
  /** A peer has come to an account's topic. */
  onSubscriber(name: IpnsName, peer: PeerId): void;
}

/**
 * Gossip forwards only between peers of one topic, so the hub takes part in the topics that its peers take part in. Only records
 * that hold are forwarded, and none that is older than what is known.
 */
export function startRecordTopics({ pubsub, exchange, maxMirrored, onSubscriber }: RecordTopicsOptions): RecordTopics {
  const followed = new Set<string>();
  const mirrored = new Set<string>();
  const budget = createBudget({ burst: 200, perSecond: 20 });

  const join = (topic: string, name: IpnsName): void => {
    pubsub.topicValidators.set(topic, async (peer, message) => {
      if (!budget.take(peer.toString(), Date.now())) return TopicValidatorResult.Ignore;
      const taken = await exchange.take(name, message.data);
      if (taken === 'refused') return TopicValidatorResult.Reject;
      if (taken === 'newer' && mirrored.delete(topic)) mirrored.add(topic);
      return taken === 'newer' || taken === 'known' ? TopicValidatorResult.Accept : TopicValidatorResult.Ignore;
    });
    pubsub.subscribe(topic);
  };
  const leave = (topic: string): void => {
    pubsub.unsubscribe(topic);
    pubsub.topicValidators.delete(topic);
  };
  const mirror = (topic: string, name: IpnsName): void => {
    if (followed.has(topic) || mirrored.has(topic)) return;
    if (mirrored.size >= maxMirrored) {
      const unused = [...mirrored].find((old) => pubsub.getSubscribers(old).length === 0) ?? mirrored.values().next().value;
      if (unused !== undefined && mirrored.delete(unused)) leave(unused);
    }
    mirrored.add(topic);
    join(topic, name);
  };

  pubsub.addEventListener('subscription-change', ({ detail }) => {
    for (const { topic, subscribe } of detail.subscriptions) {
      const name = nameOfTopic(topic);
      if (name === undefined) continue;
      if (subscribe) {
        mirror(topic, name);
        onSubscriber(name, detail.peerId);
      } else if (mirrored.has(topic) && pubsub.getSubscribers(topic).length === 0) {
        mirrored.delete(topic);
        leave(topic);
      }
    }
  });

  return {
    follow(name) {
      const topic = topicOf(name);
      if (followed.has(topic)) return;
      followed.add(topic);
      if (!mirrored.delete(topic)) join(topic, name);
    },
    unfollow(name) {
      const topic = topicOf(name);
      if (followed.delete(topic)) leave(topic);
    },
    subscribers: (name) => pubsub.getSubscribers(topicOf(name)),
    get count() {
      return followed.size + mirrored.size;
    },
  };
}
