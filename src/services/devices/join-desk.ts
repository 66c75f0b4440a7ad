import type { PairingState } from '../../protocol/pairing/session.ts';
import { parsePairingCode } from '../../protocol/pairing/pairing-code.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { PairingDialler } from '../../protocol/ports/pairing.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { RandomBytes } from '../account-keys.ts';
import { restoreContent } from '../backup/restore-backup.ts';
import type { RestoreDependencies } from '../backup/restore-account.ts';
import { createLive } from '../live.ts';
import { isStorageFull } from '../storage-full.ts';
import type { Timers } from '../timers.ts';
import { parseTransfer } from './account-transfer.ts';
import type { JoinDesk, JoinFailure, JoinState } from './devices-api.ts';
import { createPairingCrypto } from './pairing-crypto.ts';
import { runPairing, type RunningPairing } from './run-pairing.ts';

export interface JoinParts extends RestoreDependencies {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomBytes;
  readonly sharedOrigin: boolean;
  createPairingDialler(): Promise<PairingDialler>;
  /** The account is on this device now and the current one. */
  onAccount(account: AccountRecord): Promise<unknown>;
  report(error: unknown): void;
}

/** A sign of life while the account is being stored; half of the silence that is allowed. */
const aliveMs = 20_000;

/** Brings the account of another device here. Killed at any moment, this device has the whole account or none. */
export function createJoinDesk(parts: JoinParts): JoinDesk {
  const { clock, timers } = parts;
  const state = createLive<JoinState>({ phase: 'idle' });
  let attempt: AbortController | undefined;
  let session: RunningPairing | undefined;

  const fail = (reason: JoinFailure): void => state.set({ phase: 'failed', reason });

  async function join(text: string): Promise<void> {
    await cancel();
    const code = parsePairingCode(text.trim(), clock.nowMs());
    if (!code.ok) return fail(code.error);
    if (parts.sharedOrigin) return fail('shared-origin');
    const mine = new AbortController();
    attempt = mine;
    state.set({ phase: 'connecting' });
    let dialler: PairingDialler | undefined;
    try {
      if ((await parts.device.currentAccount()) !== undefined) return fail('already-here');
      dialler = await parts.createPairingDialler();
      const dialled = await dialler.dial(code.value, { signal: mine.signal });
      if (attempt !== mine) return;
      if (!dialled.ok) return fail(dialled.error);
      const channel = dialled.value;
      const { direct } = channel;
      const over = Promise.withResolvers<void>();
      mine.signal.addEventListener('abort', () => over.resolve(), { once: true });
      let storing: Promise<void> | undefined;
      const running = runPairing({
        role: 'joiner',
        channel,
        secret: code.value.secret,
        crypto: createPairingCrypto(parts.subtle, parts.random),
        timers,
        onState(next) {
          if (attempt !== mine || storing !== undefined) return;
          follow(next, direct);
          if (next.phase === 'failed') over.resolve();
        },
        onContent(content) {
          storing = store(running, content).catch(parts.report).then(over.resolve);
        },
      });
      session = running;
      await running.start();
      await over.promise;
      // The last word has been heard before the line goes.
      await running.ended;
    } catch (error) {
      parts.report(error);
      if (attempt === mine) fail('lost');
    } finally {
      if (attempt === mine) [attempt, session] = [undefined, undefined];
      await dialler?.stop().catch(parts.report);
    }
  }

  function follow(next: PairingState, direct: boolean): void {
    switch (next.phase) {
      case 'compare':
        return state.set({ ...next, direct });
      case 'matched':
        return state.set({ phase: 'waiting' });
      case 'moving':
        return state.set({ ...next, phase: 'receiving' });
      case 'storing':
      case 'failed':
        return state.set(next);
      default:
    }
  }

  async function store(running: RunningPairing, bytes: Uint8Array): Promise<void> {
    const transfer = await parseTransfer(bytes);
    bytes.fill(0);
    if (!transfer.ok) {
      fail('not-an-account');
      return running.end('not-stored');
    }
    const stopSigns = signs(running);
    let account: AccountRecord | undefined;
    try {
      const restored = await restoreContent(parts, transfer.value.content, transfer.value.envelopes);
      if (!restored.ok) {
        const { type } = restored.error;
        fail(type === 'not-a-backup' ? 'not-an-account' : type);
        return await running.end(type === 'storage-full' ? 'storage-full' : 'not-stored');
      }
      await running.stored();
      account = restored.value;
    } catch (error) {
      fail(isStorageFull(error) ? 'storage-full' : 'not-stored');
      await running.end(isStorageFull(error) ? 'storage-full' : 'not-stored');
      throw error;
    } finally {
      stopSigns();
    }
    if (account === undefined) return;
    state.set({ phase: 'done' });
    await parts.onAccount(account);
  }

  function signs(running: RunningPairing): () => void {
    let cancelled = timers.after(aliveMs, again);
    function again(): void {
      void running.alive();
      cancelled = timers.after(aliveMs, again);
    }
    return () => cancelled();
  }

  async function cancel(): Promise<void> {
    // Once everything is here it is stored: taking that back could leave half an account.
    if (['storing', 'done'].includes(state.get().phase)) return;
    const [leaving, ending] = [attempt, session];
    [attempt, session] = [undefined, undefined];
    state.set({ phase: 'idle' });
    await ending?.end('cancelled');
    leaving?.abort();
  }

  return {
    state,
    join,
    same: async () => session?.same(),
    differ: async () => session?.end('codes-differ'),
    cancel,
  };
}
