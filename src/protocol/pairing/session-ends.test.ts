import { describe, expect, it } from 'vitest';
import { createPairingCrypto } from '../../services/devices/pairing-crypto.ts';
import { wire, writeHello, writeKeyMessage } from './handshake.ts';
import { pairingLimits } from './limits.ts';
import type { PairingFailure } from './messages.ts';
import type { PairingState } from './session.ts';
import { createSides, peers, secret, talk } from './testing/sides.ts';

const crypto = createPairingCrypto(globalThis.crypto.subtle, (length) =>
  globalThis.crypto.getRandomValues(new Uint8Array(length)),
);
const { side, paired } = createSides(crypto);
const failed = (reason: PairingFailure): PairingState => ({ phase: 'failed', reason });

describe('an attempt', () => {
  it('ends on both sides when either user says so, at every stage', async () => {
    for (const who of ['holder', 'joiner'] as const) {
      for (const stage of ['compare', 'matched', 'moving', 'storing'] as const) {
        const sides = await paired();
        const { holder, joiner } = sides;
        if (stage !== 'compare') await Promise.all([holder.session.same(), joiner.session.same()]);
        await talk(holder, joiner);
        if (stage === 'moving' || stage === 'storing') await holder.session.sendContent(new Uint8Array(70_000));
        if (stage === 'moving') for (const frame of holder.out.splice(0, 2)) await joiner.session.receive(frame);
        if (stage === 'storing') await talk(holder, joiner);
        await sides[who].session.end(stage === 'compare' ? 'codes-differ' : 'cancelled');
        await talk(holder, joiner);
        const other = sides[who === 'holder' ? 'joiner' : 'holder'];
        expect(other.session.state()).toEqual(failed(stage === 'compare' ? 'codes-differ' : 'cancelled-there'));
        expect(sides[who].session.state().phase).toBe('failed');
        const states = other.states.length;
        await other.session.same();
        await other.session.end('timed-out');
        await other.session.receive(new Uint8Array(70));
        expect(other.states).toHaveLength(states);
      }
    }
  });

  it('is broken by anything out of order, of a wrong size, or that is no message', async () => {
    const { publicKey } = await crypto.newKeyPair();
    const keyMessage = writeKeyMessage(wire.open, publicKey, new Uint8Array(32));
    const nonsense: readonly Uint8Array[] = [
      new Uint8Array(),
      Uint8Array.of(wire.hello),
      Uint8Array.of(wire.sealed),
      Uint8Array.of(77, 1, 2),
      Uint8Array.of(wire.bye),
      Uint8Array.of(wire.bye, 1, 2),
      keyMessage,
      new Uint8Array(pairingLimits.frameBytes),
      Uint8Array.of(...writeHello(secret, peers, keyMessage), 0),
    ];
    for (const frame of nonsense) {
      const holder = side('holder');
      await holder.session.receive(frame);
      expect(holder.session.state()).toEqual(failed('wrong-code'));
      const joiner = side('joiner');
      await joiner.session.start();
      await joiner.session.receive(frame);
      expect(joiner.session.state()).toEqual(failed('broken'));
    }
  });

  it('is broken by a key that is none', async () => {
    const joiner = side('joiner');
    await joiner.session.start();
    await joiner.session.receive(writeKeyMessage(wire.reveal, new Uint8Array(65).fill(4), new Uint8Array(32)));
    expect(joiner.session.state()).toEqual(failed('broken'));
  });

  it('takes no content that is too large or empty, nor sends any', async () => {
    const { holder, joiner } = await paired();
    await Promise.all([holder.session.same(), joiner.session.same()]);
    await talk(holder, joiner);
    await holder.session.sendContent(new Uint8Array(pairingLimits.contentBytes + 1));
    await talk(holder, joiner);
    expect([holder.session.state(), joiner.session.state()]).toEqual([failed('too-large'), failed('too-large')]);
  });

  it('is lost with the connection', async () => {
    const holder = side('holder', { send: () => Promise.reject(new Error('gone')) });
    const joiner = side('joiner');
    await joiner.session.start();
    await talk(holder, joiner);
    expect(holder.session.state()).toEqual(failed('lost'));
  });

  it('has succeeded on the new device once the account is there, though the connection is gone by then', async () => {
    let gone = false;
    const holder = side('holder');
    const out: Uint8Array[] = [];
    const joiner = side('joiner', {
      send: async (frame) => {
        if (gone) throw new Error('gone');
        out.push(frame);
      },
    });
    const wired = { ...joiner, out };
    await joiner.session.start();
    await talk(holder, wired);
    await Promise.all([holder.session.same(), joiner.session.same()]);
    await talk(holder, wired);
    await holder.session.sendContent(new Uint8Array(10));
    await talk(holder, wired);
    gone = true;
    await joiner.session.stored();
    expect(joiner.session.state()).toEqual({ phase: 'done' });
  });
});
