import type { DeviceStore } from '../protocol/ports/store.ts';

/** The device store while it is still being opened: every call waits for it, so that nobody else has to before drawing something. */
export function openingDeviceStore(opening: Promise<DeviceStore>): DeviceStore {
  return {
    accounts: async () => (await opening).accounts(),
    putAccount: async (account) => (await opening).putAccount(account),
    changeAccount: async (did, change) => (await opening).changeAccount(did, change),
    currentAccount: async () => (await opening).currentAccount(),
    setCurrentAccount: async (did) => (await opening).setCurrentAccount(did),
    deviceKey: async (did) => (await opening).deviceKey(did),
    putDeviceKey: async (did, key) => (await opening).putDeviceKey(did, key),
    appearance: async () => (await opening).appearance(),
    putAppearance: async (appearance) => (await opening).putAppearance(appearance),
    removals: async () => (await opening).removals(),
  };
}
