import type { Did } from '../../protocol/brand.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';

/** Notes that a way back of this account was proven to work. */
export async function noteDrill(device: DeviceStore, did: Did, way: 'file' | 'phrase', nowMs: number): Promise<void> {
  await device.changeAccount(did, (record) => ({ ...record, drilledAtMs: { ...record.drilledAtMs, [way]: nowMs } }));
}
