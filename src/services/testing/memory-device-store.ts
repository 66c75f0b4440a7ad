import type { Did } from '../../protocol/brand.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';

/** A DeviceStore without a database, for tests of services. */
export function createMemoryDeviceStore(): DeviceStore {
  const accounts = new Map<Did, AccountRecord>();
  const keys = new Map<Did, CryptoKeyPair>();
  let current: Did | undefined;
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
  };
}
