/** What is remembered of one server while the app runs. */
export interface HostState {
  /** Asked to be left alone until then. */
  pausedUntilMs: number;
  /** Did not answer: not asked until then. */
  deadUntilMs: number;
  /** In a row, without an answer in between. */
  failures: number;
  /** Kinds of addresses that were answered to us directly. */
  readonly answered: Set<string>;
  /** Kinds of addresses that only a gateway may read. */
  readonly needsGateway: Set<string>;
}

export interface HostMemory {
  of(origin: string): HostState;
  /** Servers that did not answer may be asked again: it was our own connection. */
  forgetDead(): void;
}

const mostHosts = 5_000;
const mostKinds = 16;

/** The least recently used host is forgotten beyond 5,000. */
export function createHostMemory(): HostMemory {
  const hosts = new Map<string, HostState>();
  return {
    of(origin) {
      const known = hosts.get(origin);
      const state = known ?? { pausedUntilMs: 0, deadUntilMs: 0, failures: 0, answered: new Set(), needsGateway: new Set() };
      hosts.delete(origin);
      hosts.set(origin, state);
      if (hosts.size > mostHosts) {
        const [oldest] = hosts.keys();
        if (oldest !== undefined) hosts.delete(oldest);
      }
      return state;
    },
    forgetDead() {
      for (const state of hosts.values()) {
        state.deadUntilMs = 0;
        state.failures = 0;
      }
    },
  };
}

/**
 * Servers allow pages of other origins (CORS) by path: Mastodon `/api` and `/.well-known`, but not its posts. So that is remembered by
 * the first part of the path; all `/@name` are one kind.
 */
export function kindOfAddress({ pathname }: URL): string {
  const [, first = ''] = pathname.split('/', 2);
  return first.startsWith('@') ? '@' : first.slice(0, 64);
}

export const remember = (kinds: Set<string>, kind: string): void => {
  if (kinds.size < mostKinds) kinds.add(kind);
};
