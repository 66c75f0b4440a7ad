import type { PollenApp, WebsiteDesk } from './app-api.ts';
import type { CollectionsDesk } from './collections/collections-desk.ts';
import type { DevicesDesk } from './devices/devices-api.ts';
import type { FilesDesk } from './import/files-desk.ts';
import type { LaterParts } from './later-parts.ts';
import type { LinkedDesk } from './linked/linked-desk.ts';
import type { PollsDesk } from './polls/polls-api.ts';
import type { ReadingDesk } from './reading/reading-api.ts';
import type { RecoveryDesk } from './recovery/recovery-api.ts';
import type { SuccessionDesk } from './succession/succession-api.ts';
import type { AddressDesk } from './readable/address-desk.ts';

type Desks = Pick<
  PollenApp,
  'website' | 'recovery' | 'succession' | 'collections' | 'devices' | 'files' | 'linked' | 'addresses' | 'polls' | 'reading'
>;

/** Desks of the account, each loaded at its first call; a load that failed is tried again by the next one. */
export function createLaterDesks(
  later: LaterParts,
  isGateway: (origin: string) => Promise<boolean>,
  onAccountChange: () => void,
): Desks {
  const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
  const gateways = (): readonly string[] => later.settings.get().gateways;
  return {
    website: once(async (): Promise<WebsiteDesk> => {
      const { createWebsiteDesk } = await import('./website/website-desk.ts');
      return createWebsiteDesk({ ...later, fetch, gateways, isGateway });
    }),
    collections: once(async (): Promise<CollectionsDesk> => {
      const { createCollectionsDesk } = await import('./collections/collections-desk.ts');
      return createCollectionsDesk(later);
    }),
    reading: once(async (): Promise<ReadingDesk> => {
      const { createReadingDesk } = await import('./reading/reading-desk.ts');
      return createReadingDesk(later);
    }),
    devices: once(async (): Promise<DevicesDesk> => {
      const { createDevicesDesk } = await import('./devices/devices-desk.ts');
      return createDevicesDesk(later);
    }),
    files: once(async (): Promise<FilesDesk> => {
      const { createFilesDesk } = await import('./import/files-desk.ts');
      return createFilesDesk(later);
    }),
    addresses: once(async (): Promise<AddressDesk> => {
      const { createAddressDesk } = await import('./readable/address-desk.ts');
      return createAddressDesk(later);
    }),
    polls: once(async (): Promise<PollsDesk> => {
      const { createPollsDesk } = await import('./polls/polls-desk.ts');
      return createPollsDesk({ ...later, undoMs: () => 0, gateways });
    }),
    recovery: once(async (): Promise<RecoveryDesk> => {
      const { createRecoveryDesk } = await import('./recovery/recovery-desk.ts');
      return createRecoveryDesk({ ...later, gateways, onAccountChange });
    }),
    succession: once(async (): Promise<SuccessionDesk> => {
      const { createSuccessionDesk } = await import('./succession/succession-desk.ts');
      return createSuccessionDesk({ ...later, gateways });
    }),
    linked: once(async (): Promise<LinkedDesk> => {
      const { createLinkedDesk } = await import('./linked/linked-desk.ts');
      return createLinkedDesk(later);
    }),
  };
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    const current = loaded ?? load();
    loaded = current;
    current.catch(() => {
      if (loaded === current) loaded = undefined;
    });
    return current;
  };
}
