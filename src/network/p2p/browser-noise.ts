import { type ICryptoInterface, noise, type NoiseComponents, pureJsCrypto } from '@libp2p/noise';
import { pause } from '../pause.ts';

/** The point that X25519 multiplies: u = 9 (RFC 7748). */
const basePoint = Uint8Array.of(9, ...new Uint8Array(31));

type KeyPair = ReturnType<ICryptoInterface['generateX25519KeyPair']>;

/** Made by the browser, which does not hold up the page for it; each is given away once. */
const ahead: KeyPair[] = [];
/** The node's own, and that of the next handshake. */
const mostAhead = 2;
let making: Promise<void> | undefined;

/** Makes key pairs before they are needed. Browsers that cannot make them leave it to the page. */
export function makeKeyPairsAhead(): Promise<void> {
  making ??= makeAhead()
    .catch(() => undefined)
    .finally(() => (making = undefined));
  return making;
}

async function makeAhead(): Promise<void> {
  while (ahead.length < mostAhead) {
    const pair = await crypto.subtle.generateKey({ name: 'X25519' }, true, ['deriveBits']);
    if (!('privateKey' in pair)) return;
    const [secret, open] = await Promise.all([
      crypto.subtle.exportKey('pkcs8', pair.privateKey),
      crypto.subtle.exportKey('raw', pair.publicKey),
    ]);
    // The key itself stands at the end of its envelope (RFC 8410).
    ahead.push({ privateKey: new Uint8Array(secret.slice(-32)), publicKey: new Uint8Array(open) });
  }
}

/**
 * Noise's functions for pages, with key pairs made ahead, or on the curve itself. The library's own way first computes tables, 80 ms of a
 * fast processor in one piece, which pay only for whoever makes hundreds of keys.
 */
export const browserCrypto: ICryptoInterface = {
  ...pureJsCrypto,
  generateX25519KeyPair() {
    const made = ahead.pop();
    void makeKeyPairsAhead();
    if (made !== undefined) return made;
    const privateKey = crypto.getRandomValues(new Uint8Array(32));
    let publicKey: ReturnType<typeof pureJsCrypto.generateX25519SharedKey> | undefined;
    // The node has one from its start, and needs its public half with the first handshake.
    return {
      privateKey,
      get publicKey() {
        return (publicKey ??= pureJsCrypto.generateX25519SharedKey(privateKey, basePoint));
      },
    };
  },
};

/** What a handshake speaks over. */
interface Wire {
  read(...options: unknown[]): Promise<unknown>;
  write(message: unknown, ...options: unknown[]): Promise<unknown>;
}
type Handshake = (wire: Wire, ...rest: unknown[]) => Promise<unknown>;
const handshakes = ['performHandshakeInitiator', 'performHandshakeResponder'] as const;

/**
 * Noise for pages: the curve's arithmetic takes 10 ms of a fast processor a handshake, so each message of one is worked out in a task of
 * its own. What is said is the library's.
 */
export function browserNoise(components: NoiseComponents): ReturnType<ReturnType<typeof noise>> {
  const encrypter = noise({ crypto: browserCrypto })(components);
  // Methods of the library's class that its types do not tell of; browser-noise.test.ts finds it when they go.
  const inner = encrypter as unknown as Record<(typeof handshakes)[number], Handshake | undefined>;
  for (const name of handshakes) {
    const perform = inner[name]?.bind(encrypter);
    if (perform !== undefined) inner[name] = (wire, ...rest) => perform(inTurns(wire), ...rest);
  }
  return encrypter;
}

const inTurns = (wire: Wire): Wire => ({
  async read(...options) {
    const message = await wire.read(...options);
    await pause();
    return message;
  },
  async write(message, ...options) {
    await pause();
    await wire.write(message, ...options);
  },
});
