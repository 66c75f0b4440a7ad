import { pairingLimits } from '../../protocol/pairing/limits.ts';
import type { PairingFailure } from '../../protocol/pairing/messages.ts';
import { createPairingSession, type PairingSession, type PairingState } from '../../protocol/pairing/session.ts';
import type { PairingChannel, PairingCrypto } from '../../protocol/ports/pairing.ts';
import type { Timers } from '../timers.ts';

export interface PairingRun {
  readonly role: 'holder' | 'joiner';
  readonly channel: PairingChannel;
  readonly secret: Uint8Array;
  readonly crypto: PairingCrypto;
  readonly timers: Timers;
  onState(state: PairingState): void;
  claim?(): PairingFailure | undefined;
  onContent?(content: Uint8Array): void;
}

/** For a goodbye to go out over a line that may be dead. */
const goodbyeMs = 2_000;

/** How long a phase may last without a sign of the other side, ms. */
export function limitOf({ phase }: PairingState): number {
  switch (phase) {
    case 'handshake':
      return pairingLimits.handshakeMs;
    case 'compare':
    case 'matched':
      return pairingLimits.peopleMs;
    default:
      return pairingLimits.silenceMs;
  }
}

export interface RunningPairing extends PairingSession {
  /** Resolves when the stream has ended at both ends. */
  readonly ended: Promise<void>;
}

/** Runs one side of a pairing over a stream, within its times, and ends the stream with it. */
export function runPairing(run: PairingRun): RunningPairing {
  const { role, channel, timers } = run;
  const { localPeer, remotePeer } = channel;
  let cancel = (): void => undefined;

  function watch(state: PairingState): void {
    cancel();
    const over = state.phase === 'done' || state.phase === 'failed';
    // The joiner waits for nobody but its own disk.
    const isAlone = role === 'joiner' && state.phase === 'storing';
    if (over) void session.quiet().then(() => channel.close());
    if (!isAlone) cancel = timers.after(over ? goodbyeMs : limitOf(state), () => void (over ? channel.close() : giveUp()));
    run.onState(state);
  }

  /** A line that is stuck takes no goodbye either: it is closed, and then the session knows. */
  async function giveUp(): Promise<void> {
    const closing = timers.after(goodbyeMs, () => void channel.close());
    await session.end('timed-out');
    closing();
  }

  const session: PairingSession = createPairingSession({
    role,
    secret: run.secret,
    peers: role === 'holder' ? { holder: localPeer, joiner: remotePeer } : { holder: remotePeer, joiner: localPeer },
    crypto: run.crypto,
    send: channel.send,
    onState: watch,
    claim: run.claim,
    onContent: run.onContent,
  });

  async function listen(): Promise<void> {
    for await (const frame of channel.frames()) await session.receive(frame);
    await session.quiet();
    // What has arrived whole is stored, whether the other device is still there or not.
    if (role === 'holder' || session.state().phase !== 'storing') await session.end('lost');
    cancel();
  }

  cancel = timers.after(limitOf(session.state()), () => void giveUp());
  return { ...session, ended: listen() };
}
