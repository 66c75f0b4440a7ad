import type { DBSchema } from 'idb';
import type { Did } from '../../protocol/brand.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { Appearance, Removal } from '../../protocol/ports/removals.ts';

export interface DeviceSchema extends DBSchema {
  accounts: { key: Did; value: AccountRecord };
  deviceKeys: { key: Did; value: CryptoKeyPair };
  values: { key: keyof DeviceValues; value: DeviceValues[keyof DeviceValues] };
}

export interface DeviceValues {
  currentAccount: Did;
  appearance: Appearance;
  removals: readonly Removal[];
}
