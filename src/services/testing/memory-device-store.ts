import type { Did } from '../../protocol/brand.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { Appearance, Removal } from '../../protocol/ports/removals.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';

/** A DeviceStore without a database, for tests of services. */
export function createMemoryDeviceStore(): DeviceStore {
  const accounts = new Map<Did, AccountRecord>();
  const keys = new Map<Did, CryptoKeyPair>();
  let current: Did | undefined;
  let appearance: Appearance = {};
  const removals = new Map<Did, Removal>();
  return {
    accounts: async () => [...accounts.values()],
    putAccount: async (account) => {
      accounts.set(account.did, account);
    },
    changeAccount: async (did, change) => {
      const account = accounts.get(did);
      if (account !== undefined) accounts.set(did, change(account));
      return accounts.get(did);
    },
    currentAccount: async () => current,
    setCurrentAccount: async (did) => {
      current = did;
    },
    deviceKey: async (did) => keys.get(did),
    putDeviceKey: async (did, key) => {
      keys.set(did, key);
    },
    appearance: async () => appearance,
    putAppearance: async (next) => {
      appearance = next;
    },
    removals: async () => ({
      begin: async (did) => {
        const account = accounts.get(did);
        if (account === undefined) return undefined;
        const removal = { did, name: account.name };
        accounts.delete(did);
        keys.delete(did);
        if (current === did) current = undefined;
        removals.set(did, removal);
        return removal;
      },
      waiting: async () => [...removals.values()],
      end: async (did) => void removals.delete(did),
    }),
  };
}
