import type { HeldKeys } from '../key-ring.ts';
import type { TabChannel } from '../tabs.ts';

type Message =
  /** A tab has just come, or is locked, and would like to have the keys. */
  | { readonly type: 'ask' }
  /** `sinceMs`: when they were unlocked. */
  | { readonly type: 'keys'; readonly keys: HeldKeys; readonly sinceMs: number }
  | { readonly type: 'lock'; readonly atMs: number }
  /** Somebody was there. */
  | { readonly type: 'active'; readonly atMs: number };

export interface LockTabs {
  ask(): void;
  give(keys: HeldKeys): void;
  lock(): void;
  active(atMs: number): void;
}

/**
 * What the tabs of one account say to each other about the lock. Keys go as they are: objects that cannot be exported, to tabs of the
 * same origin, which could open the database as well while the lock was off. A tab that was told to lock takes no keys that were unlocked
 * before that.
 */
export function connectLockTabs(
  channel: TabChannel,
  parts: {
    nowMs(): number;
    /** The keys to give to tabs that ask; undefined while locked. */
    held(): HeldKeys | undefined;
    onKeys(keys: HeldKeys): void;
    onLock(): void;
    onActive(atMs: number): void;
  },
): LockTabs {
  const post = (message: Message): void => channel.postMessage(message);
  let lockedAtMs = Number.NEGATIVE_INFINITY;
  let sinceMs = parts.nowMs();

  channel.listen((message) => {
    if (!isMessage(message)) return;
    switch (message.type) {
      case 'ask': {
        const keys = parts.held();
        if (keys !== undefined) post({ type: 'keys', keys, sinceMs });
        break;
      }
      case 'keys':
        if (message.sinceMs < lockedAtMs || parts.held() !== undefined || !areKeys(message.keys)) break;
        ({ sinceMs } = message);
        parts.onKeys(message.keys);
        break;
      case 'lock':
        lockedAtMs = Math.max(lockedAtMs, message.atMs);
        parts.onLock();
        break;
      case 'active':
        parts.onActive(message.atMs);
        break;
    }
  });

  return {
    ask: () => post({ type: 'ask' }),
    give(keys) {
      sinceMs = parts.nowMs();
      post({ type: 'keys', keys, sinceMs });
    },
    lock() {
      lockedAtMs = parts.nowMs();
      post({ type: 'lock', atMs: lockedAtMs });
    },
    active: (atMs) => post({ type: 'active', atMs }),
  };
}

/** Tabs of two versions of the app may be open at once: what is not understood is left alone. */
function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  if (value.type === 'ask') return true;
  if (value.type === 'lock' || value.type === 'active') return 'atMs' in value && Number.isFinite(value.atMs);
  return value.type === 'keys' && 'keys' in value && 'sinceMs' in value && Number.isFinite(value.sinceMs);
}

function areKeys(value: unknown): value is HeldKeys {
  if (typeof value !== 'object' || value === null || !('signingKey' in value)) return false;
  const { signingKey } = value;
  if (typeof signingKey !== 'object' || signingKey === null || !('kind' in signingKey)) return false;
  if (signingKey.kind === 'seed') return 'seed' in signingKey && signingKey.seed instanceof Uint8Array;
  return signingKey.kind === 'webcrypto' && 'key' in signingKey && signingKey.key instanceof CryptoKey;
}
