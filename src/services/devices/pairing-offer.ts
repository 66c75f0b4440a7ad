import { pairingLimits } from '../../protocol/pairing/limits.ts';
import type { PairingFailure } from '../../protocol/pairing/messages.ts';
import { encodePairingCode, groupedCode, pairingLink } from '../../protocol/pairing/pairing-code.ts';
import type { PairingSession, PairingState } from '../../protocol/pairing/session.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { Network } from '../../protocol/ports/network.ts';
import type { PairingChannel, PairingDoor } from '../../protocol/ports/pairing.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import type { RandomBytes } from '../account-keys.ts';
import { waitAfterMs } from '../lock/attempts.ts';
import type { Timers } from '../timers.ts';
import type { OfferFailure, OfferRequest, OfferState } from './devices-api.ts';
import { isThisMachine } from './this-machine.ts';
import { mayBeGiven, openAccountForTransfer } from './open-account.ts';
import { createPairingCrypto } from './pairing-crypto.ts';
import { runPairing } from './run-pairing.ts';

export interface PairingOfferParts {
  readonly network: Pick<Network, 'openPairing'>;
  readonly device: DeviceStore;
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly subtle: SubtleCrypto;
  readonly random: RandomBytes;
  /** Address of the app without fragment. */
  readonly appBase: string;
  onState(state: OfferState): void;
  report(error: unknown): void;
}

/** Gives the account of this device to a new one: one code, one attempt at a time. Runs in the tab that has the network. */
export interface PairingOffer {
  ask(request: OfferRequest): Promise<void>;
  /** The tab stops leading. */
  stop(): void;
}

const mostTries = 8;
/** A device that has just come online is not reachable at once. */
const lookAgainMs = 500;
const mostLooks = 20;

export function createPairingOffer(parts: PairingOfferParts): PairingOffer {
  const { clock, timers, store } = parts;
  const crypto = createPairingCrypto(parts.subtle, parts.random);
  let state: OfferState = { phase: 'none' };
  /** Of the code that is being shown, so that what comes late for an earlier one changes nothing. */
  let offer: Offer | undefined;

  interface Offer {
    readonly secret: Uint8Array;
    readonly cancels: (() => void)[];
    door?: PairingDoor;
    expiresAtMs: number;
    strangers: number;
    /** The session that knew the secret; there is never another one for the same code. */
    session?: PairingSession;
    /** Nothing relays the session's stream. */
    isDirect: boolean;
    failures: number;
    notBeforeMs: number;
  }

  function show(next: OfferState): void {
    state = next;
    parts.onState(next);
  }

  function end(ended: Offer, last: OfferState): void {
    if (offer !== ended) return;
    offer = undefined;
    ended.door?.close();
    ended.secret.fill(0);
    for (const cancel of ended.cancels.splice(0)) cancel();
    show(last);
  }

  const failed = (reason: OfferFailure): OfferState => ({ phase: 'failed', reason });

  async function start(): Promise<void> {
    if (offer !== undefined) await cancel(offer);
    const begun: Offer = {
      secret: parts.random(pairingLimits.secretBytes),
      cancels: [],
      expiresAtMs: clock.nowMs() + pairingLimits.codeMs,
      strangers: 0,
      isDirect: false,
      failures: 0,
      notBeforeMs: 0,
    };
    offer = begun;
    show({ phase: 'opening' });
    if (!(await mayBeGiven(parts, store))) return end(begun, failed('needs-backup'));
    const door = await parts.network.openPairing((channel) => takeIn(begun, channel));
    if (offer !== begun) return door?.close();
    if (door === undefined) return end(begun, failed('no-connection'));
    begun.door = door;
    look(begun, door, mostLooks);
  }

  /** Shows the code as soon as a gateway leads here. */
  function look(begun: Offer, door: PairingDoor, looks: number): void {
    if (offer !== begun) return;
    const gateways = door.gateways().slice(0, pairingLimits.gateways);
    if (gateways.length === 0) {
      if (looks === 0) end(begun, failed('no-connection'));
      else begun.cancels.push(timers.after(lookAgainMs, () => look(begun, door, looks - 1)));
      return;
    }
    begun.expiresAtMs = clock.nowMs() + pairingLimits.codeMs;
    const { secret, expiresAtMs } = begun;
    const code = encodePairingCode({ peerId: door.peerId, gateways, secret, expiresAtMs });
    const link = pairingLink(parts.appBase, code);
    const onlyHere = [parts.appBase, ...gateways].some(isThisMachine);
    begun.cancels.push(
      timers.after(pairingLimits.codeMs, () => {
        if (begun.session === undefined) end(begun, failed('expired'));
      }),
    );
    show({ phase: 'waiting', link, code: groupedCode(code), expiresAtMs, onlyHere });
  }

  function takeIn(begun: Offer, channel: PairingChannel): void {
    if (offer !== begun || begun.strangers >= pairingLimits.strangers) {
      void channel.close();
      return;
    }
    begun.strangers += 1;
    const claim = (): PairingFailure | undefined => {
      if (offer !== begun || begun.session !== undefined) return 'used';
      if (clock.nowMs() >= begun.expiresAtMs) return 'expired';
      begun.session = session;
      begun.isDirect = channel.direct;
      return undefined;
    };
    const session: PairingSession = runPairing({
      role: 'holder',
      channel,
      secret: begun.secret.slice(),
      crypto,
      timers,
      claim,
      onState(next) {
        if (offer === begun && begun.session === session) follow(begun, channel, next);
      },
    });
  }

  function follow(begun: Offer, { direct }: PairingChannel, next: PairingState): void {
    switch (next.phase) {
      case 'handshake':
        return;
      case 'compare':
        return show({ ...next, direct });
      case 'matched':
        return state.phase === 'compare' ? show({ phase: 'passphrase', wrong: false }) : undefined;
      case 'moving':
        return show({ ...next, phase: 'sending' });
      case 'storing':
        return show(next);
      case 'done':
      case 'failed':
        return end(begun, next);
    }
  }

  async function give(begun: Offer, passphrase: string): Promise<void> {
    const { session } = begun;
    if (session === undefined || state.phase !== 'passphrase' || clock.nowMs() < begun.notBeforeMs) return;
    show({ phase: 'unsealing' });
    const mostBytes = begun.isDirect ? undefined : pairingLimits.relayedContentBytes;
    const opened = await openAccountForTransfer(parts, store, passphrase, mostBytes);
    if (offer !== begun) return;
    if (opened.ok) {
      await session.sendContent(opened.value);
      opened.value.fill(0);
      return;
    }
    if (opened.error !== 'wrong-passphrase') return giveUp(begun, 'needs-backup');
    begun.failures += 1;
    if (begun.failures >= mostTries) return giveUp(begun, 'too-many-tries');
    begun.notBeforeMs = clock.nowMs() + waitAfterMs(begun.failures);
    show({ phase: 'passphrase', wrong: true, waitUntilMs: begun.notBeforeMs });
  }

  async function giveUp(begun: Offer, reason: OfferFailure): Promise<void> {
    end(begun, failed(reason));
    await begun.session?.end('cancelled');
  }

  async function cancel(begun: Offer): Promise<void> {
    end(begun, { phase: 'none' });
    await begun.session?.end('cancelled');
  }

  return {
    async ask(request) {
      if (request.type === 'start') return start();
      if (offer === undefined) return request.type === 'cancel' ? show({ phase: 'none' }) : undefined;
      switch (request.type) {
        case 'same':
          return offer.session?.same();
        case 'differ':
          return offer.session?.end('codes-differ');
        case 'passphrase':
          return give(offer, request.passphrase);
        case 'cancel':
          return cancel(offer);
      }
    },
    stop() {
      if (offer !== undefined) void cancel(offer).catch(parts.report);
    },
  };
}
