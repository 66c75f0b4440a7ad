import type { HostClient } from '../../protocol/ports/network.ts';
import { err, ok } from '../../protocol/result.ts';

/** Servers of others, which announced themselves at the gateway: what each answers is the test's to say. */
export interface FakeHosts {
  readonly client: HostClient;
  /** What gateways list, as they list it. */
  readonly listed: string[];
  /** Body of each address; an object is written as JSON. What is not here does not answer. */
  readonly answers: Map<string, unknown>;
  /** Addresses asked so far, actor documents left out. */
  readonly asked: string[];
  /** Newest first: what `origin` shows to everybody's app, as its first page. */
  show(origin: string, entries: readonly unknown[], next?: string): void;
}

export function createFakeHosts(): FakeHosts {
  const listed: string[] = [];
  const answers = new Map<string, unknown>();
  const asked: string[] = [];
  const bytesOf = (answer: unknown): Uint8Array =>
    new TextEncoder().encode(typeof answer === 'string' ? answer : JSON.stringify(answer));

  const client: HostClient = {
    hosts: async () => ok(listed),
    async responses(host, _actor, { url = host } = {}) {
      asked.push(url);
      const answer = answers.get(url);
      return answer === undefined ? err({ type: 'unreachable', reason: 'off' }) : ok({ bytes: bytesOf(answer) });
    },
    async actor(id) {
      const answer = answers.get(id);
      return answer === undefined ? err({ type: 'refused', status: 404, reason: '' }) : ok(bytesOf(answer));
    },
  };
  return {
    client,
    listed,
    answers,
    asked,
    show: (origin, entries, next) => answers.set(origin, { type: 'OrderedCollection', orderedItems: entries, next }),
  };
}
