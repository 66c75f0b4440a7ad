import type { RemoteWay } from '../../protocol/ports/fediverse.ts';

/** What the last person on a host taught about it. */
export interface HostLesson {
  readonly way: RemoteWay;
  /** Of the server that has the accounts. */
  readonly origin: string;
  /** Addresses of this host are confirmed by the server itself, without another one. */
  readonly isOwn: boolean;
}

/** What kind of server answers for a host, so that 10,000 addresses on 500 hosts cost about one question each. Forgotten with the tab. */
export interface ResolveMemory {
  lesson(host: string): HostLesson | undefined;
  learn(host: string, lesson: HostLesson): void;
}

const mostHosts = 5_000;

export function createResolveMemory(): ResolveMemory {
  const lessons = new Map<string, HostLesson>();
  return {
    lesson: (host) => lessons.get(host),
    learn(host, lesson) {
      lessons.delete(host);
      lessons.set(host, lesson);
      const [oldest] = lessons.size > mostHosts ? lessons.keys() : [];
      if (oldest !== undefined) lessons.delete(oldest);
    },
  };
}
