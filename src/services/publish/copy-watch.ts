import { backOffMs, type Timers } from '../timers.ts';
import type { Publisher } from './publisher.ts';

interface CopyWatchOptions {
  readonly publisher: Pick<Publisher, 'lookForCopies' | 'reannounce'>;
  readonly timers: Timers;
  /** After each look. */
  readonly onLook: () => void;
  readonly onFailure: (error: unknown) => void;
}

const firstMs = 300;
const longestMs = 2 * 60_000;
/** With growing pauses, about ten minutes. A gateway that does not keep the account never has a copy. */
const mostLooks = 12;

/**
 * Looks, after something was published or announced, whether gateways have copied it; those that have not even heard of it are told
 * again. Until one has it, only this device and followers who are connected have the newest posts.
 */
export function createCopyWatch({ publisher, timers, onLook, onFailure }: CopyWatchOptions): { begin(): void; stop(): void } {
  let looks = 0;
  let cancel: (() => void) | undefined;
  let turn = {};

  function soon(): void {
    cancel?.();
    const own = turn;
    cancel = looks < mostLooks ? timers.after(backOffMs(looks + 1, firstMs, longestMs), () => void look(own)) : undefined;
  }

  async function look(own: object): Promise<void> {
    looks += 1;
    try {
      const state = await publisher.lookForCopies();
      onLook();
      if (own !== turn || state === 'everywhere') return;
      if (state === 'untold' && looks > 1) await publisher.reannounce();
    } catch (error) {
      onFailure(error);
    }
    if (own === turn) soon();
  }

  return {
    begin() {
      turn = {};
      looks = 0;
      soon();
    },
    stop() {
      turn = {};
      cancel?.();
    },
  };
}
