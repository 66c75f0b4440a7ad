import type { ObjectId } from '../../protocol/brand.ts';
import { err, ok } from '../../protocol/result.ts';
import type { LinkedAccount, LinkedDesk } from '../../services/linked/linked-desk.ts';
import { lookupError } from './fake-lookup.ts';

/** Accounts elsewhere in memory; checking one finds both sides in order. */
export function createFakeLinked(backLink: string, empty: boolean): LinkedDesk {
  const make = (label: string, state: LinkedAccount['state']): LinkedAccount => {
    const [user, host] = label.split('@');
    return { id: `https://${host}/users/${user}` as ObjectId, label, url: `https://${host}/@${user}`, state };
  };
  let accounts: LinkedAccount[] = empty
    ? []
    : [make('juna@mastodon.example', 'both-ways'), make('juna_feld@social.example.org', 'one-way')];
  return {
    backLink,
    accounts: async () => accounts,
    async check(id) {
      await new Promise((resolve) => setTimeout(resolve, 600));
      accounts = accounts.map((account) => (account.id === id ? { ...account, state: 'both-ways' } : account));
      const found = accounts.find((account) => account.id === id);
      if (found === undefined) throw new Error('no such account');
      return found;
    },
    async add(text) {
      const error = lookupError(text);
      if (error !== undefined) return err(error);
      const account = make(text.replace(/^@/, ''), 'one-way');
      accounts = [...accounts, account];
      return ok(account);
    },
    async remove(id) {
      accounts = accounts.filter((account) => account.id !== id);
    },
  };
}
