import type { PairingCrypto } from '../../ports/pairing.ts';
import { createPairingSession, type PairingSession, type PairingSessionParts, type PairingState } from '../session.ts';

export const secret = Uint8Array.from({ length: 16 }, (_, place) => place);
export const peers = { holder: '12D3KooWholder', joiner: '12D3KooWjoiner' };

/** One device of a test. */
export interface Side {
  readonly session: PairingSession;
  readonly states: PairingState[];
  /** Frames that it sent and that nobody has had yet. */
  readonly out: Uint8Array[];
  readonly contents: Uint8Array[];
}

type Sides = {
  side(role: 'holder' | 'joiner', more?: Partial<PairingSessionParts>): Side;
  /** Two that show their short codes. */
  paired(more?: Partial<PairingSessionParts>): Promise<{ readonly holder: Side; readonly joiner: Side }>;
};

export function createSides(crypto: PairingCrypto): Sides {
  const side: Sides['side'] = (role, more = {}) => {
    const states: PairingState[] = [];
    const out: Uint8Array[] = [];
    const contents: Uint8Array[] = [];
    const session = createPairingSession({
      role,
      secret,
      peers,
      crypto,
      send: async (frame) => void out.push(frame),
      onState: (state) => void states.push(state),
      onContent: (content) => void contents.push(content),
      ...more,
    });
    return { session, states, out, contents };
  };
  return {
    side,
    async paired(more) {
      const holder = side('holder', more);
      const joiner = side('joiner');
      await joiner.session.start();
      await talk(holder, joiner);
      return { holder, joiner };
    },
  };
}

/** Carries frames to and fro until nobody says anything more; `change` may look at them, change or drop them. */
export async function talk(
  one: Side,
  other: Side,
  change: (frame: Uint8Array, from: Side) => Uint8Array | undefined = (frame) => frame,
): Promise<void> {
  while (one.out.length + other.out.length > 0) {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      for (const frame of from.out.splice(0)) {
        const carried = change(frame, from);
        if (carried !== undefined) await to.session.receive(carried);
      }
    }
  }
}

/** The digits that it shows. */
export const shortCodeOf = ({ session }: Side): string => {
  const state = session.state();
  if (state.phase !== 'compare') throw new Error(`in ${state.phase}`);
  return state.shortCode;
};
