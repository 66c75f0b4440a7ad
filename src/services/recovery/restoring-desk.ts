import type { AccountLookUp } from '../../protocol/ports/network.ts';
import { ok } from '../../protocol/result.ts';
import { findAccounts } from './account-chain.ts';
import { readPhrase } from './phrase.ts';
import type { RestoringDesk } from './recovery-api.ts';
import { servingGateway } from './serving-gateway.ts';

export interface RestoringParts {
  /** Address of the app without fragment. */
  readonly appBase: string;
  readonly isGateway: (origin: string) => Promise<boolean>;
  readonly lookUpAccounts: AccountLookUp;
}

/** What the screens of a restore by words ask before there is an account. */
export function createRestoringDesk({ appBase, isGateway, lookUpAccounts }: RestoringParts): RestoringDesk {
  return {
    gateways: () => servingGateway(appBase, isGateway),
    async find(words, gateways, { signal }) {
      const phrase = readPhrase(words);
      if (!phrase.ok) return phrase;
      try {
        return ok(await findAccounts(phrase.value, lookUpAccounts, gateways, signal));
      } finally {
        phrase.value.fill(0);
      }
    },
  };
}
