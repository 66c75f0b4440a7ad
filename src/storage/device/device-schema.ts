import type { DBSchema } from 'idb';
import type { Did } from '../../protocol/brand.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';

export interface DeviceSchema extends DBSchema {
  accounts: { key: Did; value: AccountRecord };
  deviceKeys: { key: Did; value: CryptoKeyPair };
  values: { key: 'currentAccount'; value: Did };
}
