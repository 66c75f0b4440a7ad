import { startMastodon } from './mastodon.ts';
import type { StandIn } from './stand-in.ts';
import type { StandInPerson, World } from './world.ts';

export interface ManyHosts {
  readonly servers: readonly StandIn[];
  /** `user@host` of everybody, host by host; also of the dead ones. */
  readonly people: readonly string[];
  readonly dead: readonly string[];
  readonly slow: readonly string[];
  /** The most questions that any one host had open at once. */
  readonly mostAtOncePerHost: number;
  readonly total: number;
  close(): Promise<void>;
}

export interface ManyHostsOptions {
  readonly hosts: number;
  readonly peoplePerHost: number;
  readonly postsPerPerson?: number;
  /** Shares from 0 to 1. Of the dead ones every other closes all connections, the rest take questions and never answer. */
  readonly deadShare?: number;
  readonly slowShare?: number;
  readonly slowMs?: number;
  /** Date of the newest posts. */
  readonly nowMs: number;
}

/** Many servers of the fediverse in one process, each at a port of its own. */
export async function startManyHosts(options: ManyHostsOptions): Promise<ManyHosts> {
  const { hosts, deadShare = 0, slowShare = 0, slowMs = 2000 } = options;
  const every = (share: number): number => (share === 0 ? Number.POSITIVE_INFINITY : Math.round(1 / share));
  const users = Array.from({ length: options.peoplePerHost }, (_, index) => `person${index}`);
  const servers: StandIn[] = [];
  const [names, dead, slow]: [string[], string[], string[]] = [[], [], []];
  for (let number = 0; number < hosts; number++) {
    const isDead = number % every(deadShare) === 1;
    const isSlow = !isDead && number % every(slowShare) === 2;
    const death = dead.length % 2 === 0 ? { broken: true } : { silent: true };
    const server = await startMastodon(lazyWorld(number, options), users, {
      manners: { ...(isDead && death), ...(isSlow && { delayMs: slowMs }) },
    });
    servers.push(server);
    names.push(server.host);
    if (isDead) dead.push(server.host);
    if (isSlow) slow.push(server.host);
  }
  return {
    servers,
    people: names.flatMap((host) => users.map((user) => `${user}@${host}`)),
    dead,
    slow,
    get mostAtOncePerHost() {
      return Math.max(0, ...servers.map(({ mostAtOnce }) => mostAtOnce));
    },
    get total() {
      return servers.reduce((sum, { total }) => sum + total, 0);
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** People are made when they are asked for: thousands of hosts' worth of them would be most of what a bench measures. */
function lazyWorld(host: number, { postsPerPerson = 5, nowMs }: ManyHostsOptions): World {
  return {
    find(user): StandInPerson | undefined {
      const number = Number(/^person(\d+)$/i.exec(user)?.[1] ?? Number.NaN);
      if (!Number.isInteger(number)) return undefined;
      const posts = Array.from({ length: postsPerPerson }, (_, index) => ({
        text: `Post ${index} of person ${number} on host ${host}`,
        atMs: nowMs - (postsPerPerson - index) * 3_600_000 - host * 1000 - number,
      }));
      return { user: `person${number}`, name: `Person ${number}`, bio: `Lives on host ${host}`, posts };
    },
  };
}
