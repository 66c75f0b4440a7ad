import type { IpnsName } from '../../protocol/brand.ts';
import type { Provider } from '../gateways/routing-client.ts';

/** Where devices holding an account were last reached, so that they are found again when no gateway answers. */
export interface DeviceMemory {
  remember(name: IpnsName, device: Provider): void;
  /** Most recent first. */
  recall(name: IpnsName): Provider[];
}

const mostNames = 1_000;
const mostDevices = 4;

export function createDeviceMemory(): DeviceMemory {
  const devices = new Map<IpnsName, Provider[]>();
  return {
    remember(name, device) {
      const others = (devices.get(name) ?? []).filter(({ peerId }) => peerId !== device.peerId);
      devices.delete(name);
      devices.set(name, [device, ...others].slice(0, mostDevices));
      const [oldest] = devices.keys();
      if (devices.size > mostNames && oldest !== undefined) devices.delete(oldest);
    },
    recall: (name) => devices.get(name) ?? [],
  };
}
