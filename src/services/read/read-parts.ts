import type { Clock } from '../../protocol/ports/clock.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import type { Network } from '../../protocol/ports/network.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { Result } from '../../protocol/result.ts';
import type { HtmlToRichText } from '../sanitise.ts';
import type { StatementWatch } from '../succession/statement-watch.ts';
import type { Timers } from '../timers.ts';

/** What reading others needs from outside. */
export interface ReadParts {
  readonly store: AccountStore;
  readonly network: Network;
  readonly verifier: Verifier;
  readonly htmlToRichText: HtmlToRichText;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Listens for successors of accounts that are read. */
  readonly successions?: Pick<StatementWatch, 'isOver' | 'heed'>;
  /** A failure of this device that nobody waits for. */
  report(error: unknown): void;
}

/** Nobody who has it answered, or what they had was no good; a normal state, tried again later. */
export interface Unreachable {
  readonly type: 'unreachable';
  readonly reason: string;
}

export interface SyncOutcome {
  /** Posts that are new on this device. */
  readonly added: number;
  /** There are older pages that have not been read. */
  readonly more: boolean;
}

export type SyncResult = Result<SyncOutcome, Unreachable>;
