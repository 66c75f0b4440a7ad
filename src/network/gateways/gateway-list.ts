import { fetchGatewayCard, type GatewayCard } from './gateway-card.ts';

/** The configured gateways and what each says of itself, asked again until it answers. */
export interface GatewayList {
  readonly origins: readonly string[];
  card(origin: string): GatewayCard | undefined;
  cards(): GatewayCard[];
  /** Whether the last question was answered. */
  isAnswering(origin: string): boolean;
  configure(origins: readonly string[]): void;
  /** Asks now: the card is missing or no longer true. Resolves when it is known, or undefined after one failed attempt. */
  refresh(origin: string): Promise<GatewayCard | undefined>;
  /** Tries at once what waits for its next attempt: the device is online again. */
  wake(): void;
  /** Called for each card that arrives, and without one when a gateway did not answer. Returns an unsubscribe function. */
  onCard(listener: (card: GatewayCard | undefined) => void): () => void;
  stop(): void;
}

const shortestWaitMs = 1_000;
const longestWaitMs = 30_000;

interface Entry {
  card?: GatewayCard;
  answering: boolean;
  asking?: Promise<GatewayCard | undefined>;
  timer?: ReturnType<typeof setTimeout>;
  waitMs: number;
}

export function createGatewayList(): GatewayList {
  const entries = new Map<string, Entry>();
  const listeners = new Set<(card: GatewayCard | undefined) => void>();
  let stopping = new AbortController();

  const ask = async (origin: string, entry: Entry): Promise<GatewayCard | undefined> => {
    const { signal } = stopping;
    clearTimeout(entry.timer);
    const answer = await fetchGatewayCard(origin, { signal });
    entry.asking = undefined;
    if (signal.aborted || entries.get(origin) !== entry) return undefined;
    entry.answering = answer.ok;
    if (answer.ok) {
      entry.card = answer.value;
      entry.waitMs = shortestWaitMs;
      for (const listener of listeners) listener(answer.value);
      return answer.value;
    }
    for (const listener of listeners) listener(undefined);
    entry.timer = setTimeout(() => void refresh(origin), entry.waitMs * (0.8 + Math.random() * 0.4));
    entry.waitMs = Math.min(longestWaitMs, entry.waitMs * 2);
    return undefined;
  };
  const refresh = (origin: string): Promise<GatewayCard | undefined> => {
    const entry = entries.get(origin);
    if (!entry) return Promise.resolve(undefined);
    entry.asking ??= ask(origin, entry);
    return entry.asking;
  };

  return {
    get origins() {
      return [...entries.keys()];
    },
    card: (origin) => entries.get(origin)?.card,
    isAnswering: (origin) => entries.get(origin)?.answering ?? false,
    cards: () => [...entries.values()].flatMap(({ card }) => card ?? []),
    configure(origins) {
      stopping.abort();
      stopping = new AbortController();
      const kept = new Map([...entries].map(([origin, { card }]) => [origin, card]));
      for (const entry of entries.values()) clearTimeout(entry.timer);
      entries.clear();
      for (const origin of origins) {
        entries.set(origin, { card: kept.get(origin), answering: false, waitMs: shortestWaitMs });
        void refresh(origin);
      }
    },
    refresh,
    wake() {
      for (const [origin, entry] of entries) {
        entry.waitMs = shortestWaitMs;
        if (!entry.card) void refresh(origin);
      }
    },
    onCard(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopping.abort();
      for (const entry of entries.values()) {
        clearTimeout(entry.timer);
        entry.answering = false;
      }
    },
  };
}
