import type { EphemeralKeyPair, PairingCrypto } from '../ports/pairing.ts';
import {
  deriveKeys,
  isCommitted,
  isHello,
  isKeyMessage,
  nonceBytes,
  type PairingPeers,
  publicKeyIn,
  wire,
  writeHello,
  writeKeyMessage,
} from './handshake.ts';
import { pairingLimits } from './limits.ts';
import { type PairingFailure, type PairingMessage, readBye, readMessage, writeBye, writeMessage } from './messages.ts';
import { createSealedLine, type SealedLine } from './sealed-line.ts';

export type PairingState =
  | { readonly phase: 'handshake' }
  /** Both devices show the short code; `here` and `there` say who has said that they are the same. */
  | { readonly phase: 'compare'; readonly shortCode: string; readonly here: boolean; readonly there: boolean }
  /** Both have said so: the holder may send. */
  | { readonly phase: 'matched' }
  | { readonly phase: 'moving'; readonly movedBytes: number; readonly totalBytes: number }
  /** Everything is at the joiner, which stores it. */
  | { readonly phase: 'storing' }
  | { readonly phase: 'done' }
  | { readonly phase: 'failed'; readonly reason: PairingFailure };

export interface PairingSessionParts {
  readonly role: 'holder' | 'joiner';
  /** Of the code. */
  readonly secret: Uint8Array;
  readonly peers: PairingPeers;
  readonly crypto: PairingCrypto;
  /** Rejects when the connection is gone. */
  send(frame: Uint8Array): Promise<void>;
  /** Every change, and every sign of life of the other side. */
  onState(state: PairingState): void;
  /** Of the holder: somebody knows the secret and wants its one attempt; answers why not. */
  claim?(): PairingFailure | undefined;
  /** Of the joiner: all of the content, when `storing` begins. */
  onContent?(content: Uint8Array): void;
}

/** One attempt of two devices to pair, as one of them sees it. Knows no clock: who runs it ends it with `end('timed-out')`. */
export interface PairingSession {
  state(): PairingState;
  /** The joiner speaks first. */
  start(): Promise<void>;
  receive(frame: Uint8Array): Promise<void>;
  /** The user has seen the same short code on both. */
  same(): Promise<void>;
  /** Holder, in `matched`. Resolves when everything is on the way. */
  sendContent(content: Uint8Array): Promise<void>;
  /** Joiner, in `storing`: the account is there. */
  stored(): Promise<void>;
  /** Tells the other side that this one is still at it. */
  alive(): Promise<void>;
  /** Gives up, and says why if anybody still hears it. */
  end(reason: PairingFailure): Promise<void>;
  /** Resolves when everything so far has been dealt with and sent. */
  quiet(): Promise<void>;
}

export function createPairingSession(parts: PairingSessionParts): PairingSession {
  const { role, secret, peers, crypto } = parts;
  const isHolder = role === 'holder';
  let state: PairingState = { phase: 'handshake' };
  let turn: Promise<void> = Promise.resolve();
  let mine: { readonly pair: EphemeralKeyPair; readonly message: Uint8Array } | undefined;
  let hello: Uint8Array | undefined;
  let reveal: Uint8Array | undefined;
  let line: SealedLine | undefined;
  let shortCode = '';
  let content = new Uint8Array();

  const isOver = (): boolean => state.phase === 'done' || state.phase === 'failed';

  function enter(next: PairingState): void {
    if (isOver()) return;
    state = next;
    if (isOver()) {
      [line, mine, content] = [undefined, undefined, new Uint8Array()];
    }
    parts.onState(next);
  }

  /** One thing after the other: what is sealed is numbered, and messages have their order. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    turn = turn.then(task).catch(() => enter({ phase: 'failed', reason: 'lost' }));
    return turn;
  }

  async function fail(reason: PairingFailure): Promise<void> {
    if (isOver()) return;
    const goodbye = line === undefined ? writeBye(reason) : await line.seal(writeMessage({ type: 'bye', reason }));
    enter({ phase: 'failed', reason });
    await parts.send(goodbye).catch(() => undefined);
  }

  async function say(message: PairingMessage): Promise<void> {
    if (line !== undefined && !isOver()) await parts.send(await line.seal(writeMessage(message)));
  }

  async function newKey(kind: number): Promise<Uint8Array> {
    const pair = await crypto.newKeyPair();
    const message = writeKeyMessage(kind, pair.publicKey, crypto.random(nonceBytes));
    mine = { pair, message };
    return message;
  }

  /** Keys of everything that was said; false when the other side's key is none. */
  async function agree(said: {
    readonly hello: Uint8Array;
    readonly reveal: Uint8Array;
    readonly open: Uint8Array;
  }): Promise<boolean> {
    const shared = await mine?.pair.agree(publicKeyIn(isHolder ? said.open : said.reveal));
    if (shared === undefined) return false;
    const keys = deriveKeys(shared, secret, { ...peers, ...said });
    shared.fill(0);
    shortCode = keys.shortCode;
    const [sending, receiving] = isHolder ? [keys.fromHolder, keys.fromJoiner] : [keys.fromJoiner, keys.fromHolder];
    line = await createSealedLine(crypto, sending, receiving);
    sending.fill(0);
    receiving.fill(0);
    await say({ type: 'ready' });
    return true;
  }

  async function heardInTheOpen(frame: Uint8Array): Promise<void> {
    if (isHolder && hello === undefined) {
      if (!isHello(frame, secret, peers)) return fail('wrong-code');
      const refused = parts.claim?.();
      if (refused !== undefined) return fail(refused);
      hello = frame.slice();
      reveal = await newKey(wire.reveal);
      return parts.send(reveal);
    }
    if (isHolder && hello !== undefined && reveal !== undefined) {
      if (!isKeyMessage(frame, wire.open) || !isCommitted(frame, hello)) return fail('broken');
      if (!(await agree({ hello, reveal, open: frame.slice() }))) return fail('broken');
      return;
    }
    if (hello === undefined || mine === undefined || !isKeyMessage(frame, wire.reveal)) return fail('broken');
    await parts.send(mine.message);
    if (!(await agree({ hello, reveal: frame.slice(), open: mine.message }))) return fail('broken');
  }

  async function heardUnderSeal(message: PairingMessage): Promise<void> {
    if (message.type === 'bye') return enter({ phase: 'failed', reason: message.reason });
    if (message.type === 'alive') return parts.onState(state);
    switch (state.phase) {
      case 'handshake':
        if (message.type !== 'ready') return fail('broken');
        return enter({ phase: 'compare', shortCode, here: false, there: false });
      case 'compare':
        if (message.type !== 'same' || state.there) return fail('broken');
        return compared({ ...state, there: true });
      case 'matched':
        if (isHolder || message.type !== 'content') return fail('broken');
        if (message.bytes === 0 || message.bytes > pairingLimits.contentBytes) return fail('too-large');
        return enter({ phase: 'moving', movedBytes: 0, totalBytes: message.bytes });
      case 'moving':
        if (isHolder || message.type !== 'chunk') return fail('broken');
        return take(message.bytes, state);
      case 'storing':
        if (!isHolder || message.type !== 'stored') return fail('broken');
        return enter({ phase: 'done' });
      default:
    }
  }

  function compared(now: Extract<PairingState, { readonly phase: 'compare' }>): void {
    enter(now.here && now.there ? { phase: 'matched' } : now);
  }

  async function take(bytes: Uint8Array, { movedBytes, totalBytes }: { movedBytes: number; totalBytes: number }): Promise<void> {
    const moved = movedBytes + bytes.length;
    if (moved > totalBytes) return fail('broken');
    // Grows with what has come, not with what was announced.
    if (content.length < moved) {
      const larger = new Uint8Array(Math.min(totalBytes, Math.max(moved, 2 * content.length)));
      larger.set(content.subarray(0, movedBytes));
      content = larger;
    }
    content.set(bytes, movedBytes);
    if (moved < totalBytes) return enter({ phase: 'moving', movedBytes: moved, totalBytes });
    const all = content;
    content = new Uint8Array();
    enter({ phase: 'storing' });
    parts.onContent?.(all);
  }

  return {
    state: () => state,
    start: () =>
      inTurn(async () => {
        if (isHolder || hello !== undefined) throw new Error('only the joiner begins, and once');
        hello = writeHello(secret, peers, await newKey(wire.open));
        await parts.send(hello);
      }),
    receive: (frame) =>
      inTurn(async () => {
        if (isOver()) return;
        const goodbye = line === undefined ? readBye(frame) : undefined;
        if (goodbye !== undefined) return enter({ phase: 'failed', reason: goodbye });
        if (line === undefined) return heardInTheOpen(frame);
        const opened = await line.open(frame);
        const message = opened && readMessage(opened);
        return message === undefined ? fail('broken') : heardUnderSeal(message);
      }),
    same: () =>
      inTurn(async () => {
        if (state.phase !== 'compare' || state.here) return;
        await say({ type: 'same' });
        compared({ ...state, here: true });
      }),
    async sendContent(all) {
      const totalBytes = all.length;
      await inTurn(async () => {
        if (!isHolder || state.phase !== 'matched') return;
        if (totalBytes > pairingLimits.contentBytes) return fail('too-large');
        await say({ type: 'content', bytes: totalBytes });
        enter({ phase: 'moving', movedBytes: 0, totalBytes });
      });
      for (let at = 0; state.phase === 'moving' && at < totalBytes; at += pairingLimits.chunkBytes) {
        // Piece by piece, so that a goodbye is heard between two.
        await inTurn(async () => {
          if (state.phase !== 'moving') return;
          const bytes = all.subarray(at, at + pairingLimits.chunkBytes);
          await say({ type: 'chunk', bytes });
          const movedBytes = at + bytes.length;
          enter(movedBytes < totalBytes ? { phase: 'moving', movedBytes, totalBytes } : { phase: 'storing' });
        });
      }
    },
    stored: () =>
      inTurn(async () => {
        if (isHolder || state.phase !== 'storing') return;
        // The account is here, whether the other device hears of it or not.
        await say({ type: 'stored' }).catch(() => undefined);
        enter({ phase: 'done' });
      }),
    alive: () => inTurn(() => say({ type: 'alive' })),
    end: (reason) => inTurn(() => fail(reason)),
    quiet: () => turn,
  };
}
