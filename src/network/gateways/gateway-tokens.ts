import type { CallOptions } from '../../protocol/ports/network.ts';
import { fetchGatewayCard } from './gateway-card.ts';

/** What gateways want to see before they do something for us. One for the whole app: what the gateway client learns, others use. */
export interface GatewayTokens {
  /** From the gateway's card, which is read once; undefined: it shows us none, or does not answer. */
  token(origin: string, options?: CallOptions): Promise<string | undefined>;
  /** Shows a gateway that serves strangers, too, that an account is kept there. */
  pass(origin: string): string | undefined;
  keepPass(origin: string, pass: string): void;
  /** The token may be of an earlier life of the gateway. True when there was one. */
  forget(origin: string): boolean;
}

export function createGatewayTokens(): GatewayTokens {
  const tokens = new Map<string, string>();
  const passes = new Map<string, string>();
  return {
    async token(origin, options = {}) {
      const known = tokens.get(origin);
      if (known !== undefined) return known;
      // Somebody else's gateway may well show us no token; what it then takes without is its business.
      const card = await fetchGatewayCard(origin, options);
      if (card.ok) tokens.set(origin, card.value.token);
      return card.ok ? card.value.token : undefined;
    },
    pass: (origin) => passes.get(origin),
    keepPass: (origin, pass) => void passes.set(origin, pass),
    forget: (origin) => tokens.delete(origin),
  };
}
