import type { Did, IpnsName } from '../../protocol/brand.ts';
import type { StatementLookUp } from './peer-statements.ts';

/** Whoever knows which statements of succession this device has accepted. */
export interface StatementOffer {
  readonly lookUp: StatementLookUp;
  offer(lookUp: StatementLookUp): () => void;
}

export function createStatementOffer(): StatementOffer {
  const offers = new Set<StatementLookUp>();
  return {
    async lookUp(account: Did) {
      for (const lookUp of offers) {
        const statement = await lookUp(account);
        if (statement !== undefined) return statement;
      }
      return undefined;
    },
    offer(lookUp) {
      offers.add(lookUp);
      return () => void offers.delete(lookUp);
    },
  };
}

/** Hints of gateways that somebody goes on for an account. */
export interface Hints {
  tell(name: IpnsName): void;
  listen(listener: (name: IpnsName) => void): () => void;
}

export function createHints(): Hints {
  const listeners = new Set<(name: IpnsName) => void>();
  return {
    tell(name) {
      for (const listener of listeners) listener(name);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
