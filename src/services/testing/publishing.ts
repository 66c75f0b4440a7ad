import type { CID } from 'multiformats/cid';
import type { CanonicalId } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import type { FlushOutcome } from '../publish/publisher.ts';
import type { FakeDevice, FakeWorld } from './fake-world.ts';
import { readPublished } from './published-tree.ts';

export function draftOf(text: string, more: Partial<DraftRecord> = {}): DraftRecord {
  return { id: `draft ${text}`, text, warning: '', language: 'en', audience: 'public', attachments: [], savedAtMs: 0, ...more };
}

/** What tests do with the devices of a world. */
export interface Publishing {
  post(device: FakeDevice, text: string, more?: Partial<DraftRecord>): Promise<CanonicalId>;
  /** After the undo window. */
  publish(device: FakeDevice): Promise<FlushOutcome>;
  /** The activities under the head of the world, as this device has them. */
  published(device: FakeDevice): Promise<readonly JsonObject[]>;
  headRoot(): CID;
}

export function publishingIn(world: FakeWorld): Publishing {
  function headRoot(): CID {
    if (!world.head) throw new Error('nothing is published');
    return world.head.root;
  }

  return {
    headRoot,
    async post(device, text, more) {
      const posted = await device.author.post(draftOf(text, more));
      if (!posted.ok) throw new Error(posted.error.type);
      return posted.value.id;
    },
    async publish(device) {
      world.nowMs += 5000;
      return device.publisher.flush();
    },
    published: (device) => readPublished(device.store.blocks, headRoot(), device.store.did),
  };
}
