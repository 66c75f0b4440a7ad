import { describe, expect, it } from 'vitest';
import { createPairingCrypto } from '../../services/devices/pairing-crypto.ts';
import { helloBytes, keyMessageBytes, wire, writeHello, writeKeyMessage } from './handshake.ts';
import type { PairingFailure } from './messages.ts';
import type { PairingState } from './session.ts';
import { createSides, peers, secret, shortCodeOf, talk } from './testing/sides.ts';

const crypto = createPairingCrypto(globalThis.crypto.subtle, (length) =>
  globalThis.crypto.getRandomValues(new Uint8Array(length)),
);
const { side, paired } = createSides(crypto);
const failed = (reason: PairingFailure): PairingState => ({ phase: 'failed', reason });

describe('two devices that pair', () => {
  it('show the same six digits, another six each time', async () => {
    const codes = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const { holder, joiner } = await paired();
      expect(shortCodeOf(holder)).toMatch(/^\d{6}$/);
      expect(shortCodeOf(joiner)).toBe(shortCodeOf(holder));
      codes.add(shortCodeOf(holder));
    }
    expect(codes.size).toBeGreaterThan(3);
  });

  it('move the content only after both have said that the codes are the same', async () => {
    const { holder, joiner } = await paired();
    await holder.session.sendContent(new Uint8Array(5));
    await holder.session.same();
    await holder.session.sendContent(new Uint8Array(5));
    await talk(holder, joiner);
    expect(joiner.session.state()).toMatchObject({ phase: 'compare', there: true, here: false });
    expect(holder.session.state()).toMatchObject({ phase: 'compare', there: false, here: true });
    await joiner.session.same();
    await talk(holder, joiner);
    expect([holder.session.state(), joiner.session.state()]).toEqual([{ phase: 'matched' }, { phase: 'matched' }]);

    const content = globalThis.crypto.getRandomValues(new Uint8Array(50_000));
    await holder.session.sendContent(content);
    expect(holder.session.state()).toEqual({ phase: 'storing' });
    await talk(holder, joiner);
    expect(joiner.contents).toEqual([content]);
    expect(joiner.session.state()).toEqual({ phase: 'storing' });
    await joiner.session.alive();
    await joiner.session.stored();
    await talk(holder, joiner);
    expect([holder.session.state(), joiner.session.state()]).toEqual([{ phase: 'done' }, { phase: 'done' }]);
    expect(holder.states.filter(({ phase }) => phase === 'moving')).toHaveLength(2);
  });

  it('say nothing in the clear but keys: neither content nor answers can be read on the way', async () => {
    const holder = side('holder');
    const joiner = side('joiner');
    const seen: Uint8Array[] = [];
    const watch = (frame: Uint8Array): Uint8Array => {
      seen.push(frame);
      return frame;
    };
    await joiner.session.start();
    await talk(holder, joiner, watch);
    await Promise.all([holder.session.same(), joiner.session.same()]);
    await talk(holder, joiner, watch);
    await holder.session.sendContent(new TextEncoder().encode('the root of everything'));
    await talk(holder, joiner, watch);
    expect(joiner.contents).toHaveLength(1);
    const text = seen.map((frame) => new TextDecoder('latin1').decode(frame)).join('');
    expect(text).not.toContain('root of');
    expect(seen.slice(0, 3).map(({ length }) => length)).toEqual([helloBytes, keyMessageBytes, keyMessageBytes]);
    expect(seen.slice(3).every((frame) => frame[0] === wire.sealed)).toBe(true);
  });
});

describe('a relay in the middle', () => {
  it('that does not know the secret gets no answer but a goodbye, and uses nothing up', async () => {
    let claims = 0;
    const holder = side('holder', { claim: () => void (claims += 1) });
    const stranger = side('joiner', { secret: new Uint8Array(16) });
    await stranger.session.start();
    await talk(holder, stranger);
    expect([holder.session.state(), stranger.session.state()]).toEqual([failed('wrong-code'), failed('wrong-code')]);
    expect(claims).toBe(0);
  });

  it('that knows the secret and puts its own keys in leaves two different codes', async () => {
    const differences = await Promise.all(
      Array.from({ length: 20 }, async () => {
        // One conversation with each, as the joiner and as the holder; connections prove its own peer id to both.
        const mallory = '12D3KooWmallory';
        const toHolder = { holder: peers.holder, joiner: mallory };
        const toJoiner = { holder: mallory, joiner: peers.joiner };
        const [holder, asJoiner] = [side('holder', { peers: toHolder }), side('joiner', { peers: toHolder })];
        const [asHolder, joiner] = [side('holder', { peers: toJoiner }), side('joiner', { peers: toJoiner })];
        await Promise.all([asJoiner.session.start(), joiner.session.start()]);
        await Promise.all([talk(holder, asJoiner), talk(asHolder, joiner)]);
        return shortCodeOf(holder) !== shortCodeOf(joiner);
      }),
    );
    // Each is equal once in a million times.
    expect(differences).toEqual(Array.from({ length: 20 }, () => true));
  });

  it('cannot pass messages of one connection on to another: peer ids are part of the proof', async () => {
    const holder = side('holder', { peers: { ...peers, joiner: '12D3KooWmallory' } });
    const joiner = side('joiner');
    await joiner.session.start();
    await talk(holder, joiner);
    expect(holder.session.state()).toEqual(failed('wrong-code'));
  });

  it('cannot change its key after it has seen the other one', async () => {
    const holder = side('holder');
    const { publicKey } = await crypto.newKeyPair();
    const committed = writeKeyMessage(wire.open, publicKey, new Uint8Array(32));
    await holder.session.receive(writeHello(secret, peers, committed));
    expect(holder.out.at(-1)?.[0]).toBe(wire.reveal);
    const another = (await crypto.newKeyPair()).publicKey;
    await holder.session.receive(writeKeyMessage(wire.open, another, new Uint8Array(32)));
    expect(holder.session.state()).toEqual(failed('broken'));
  });

  it('is noticed when it changes one bit of anything', async () => {
    for (const target of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
      let count = 0;
      const holder = side('holder');
      const joiner = side('joiner');
      const flip = (frame: Uint8Array): Uint8Array => {
        if (count++ !== target) return frame;
        const changed = frame.slice();
        changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
        return changed;
      };
      await joiner.session.start();
      await talk(holder, joiner, flip);
      await Promise.all([holder.session.same(), joiner.session.same()]);
      await talk(holder, joiner, flip);
      await holder.session.sendContent(new Uint8Array(40_000));
      await talk(holder, joiner, flip);
      expect(count, `frame ${target}`).toBeGreaterThan(target);
      expect(joiner.contents, `frame ${target}`).toEqual([]);
      expect([holder, joiner].some(({ session }) => session.state().phase === 'failed')).toBe(true);
    }
  });

  it('is noticed when it repeats, leaves out or exchanges sealed messages', async () => {
    for (const way of ['repeat', 'drop', 'swap'] as const) {
      const { holder, joiner } = await paired();
      await Promise.all([holder.session.same(), joiner.session.same()]);
      await talk(holder, joiner);
      await holder.session.sendContent(new Uint8Array(100_000));
      const frames = holder.out.splice(0);
      const [first, second, third] = frames;
      if (first === undefined || second === undefined || third === undefined) throw new Error('too few frames');
      const carried = { repeat: [first, second, second, third], drop: [first, third], swap: [first, third, second] }[way];
      for (const frame of carried) await joiner.session.receive(frame);
      expect(joiner.session.state(), way).toEqual(failed('broken'));
      expect(joiner.contents).toEqual([]);
    }
  });
});

describe('a code', () => {
  it('that was used, or is over, gets told so', async () => {
    for (const reason of ['used', 'expired'] as const) {
      const { holder, joiner } = await paired({ claim: () => reason });
      expect([holder.session.state(), joiner.session.state()]).toEqual([failed(reason), failed(reason)]);
    }
  });

  it('is good for one Hello of a connection: a replayed one is no Open', async () => {
    const holder = side('holder');
    const joiner = side('joiner');
    await joiner.session.start();
    const [hello] = joiner.out;
    if (hello === undefined) throw new Error('no hello');
    await holder.session.receive(hello);
    await holder.session.receive(hello);
    expect(holder.session.state()).toEqual(failed('broken'));
  });
});
