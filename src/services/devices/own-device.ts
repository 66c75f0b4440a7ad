import type { Did } from '../../protocol/brand.ts';
import { peerIdOfKey } from '../../protocol/pairing/peer-id.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';

/** How this device is named among the account's: its peer id. Undefined before it has been connected for the first time. */
export async function ownDeviceId(device: DeviceStore, subtle: SubtleCrypto, did: Did): Promise<string | undefined> {
  const key = await device.deviceKey(did);
  return key && peerIdOfKey(new Uint8Array(await subtle.exportKey('raw', key.publicKey)));
}
