import { CID } from 'multiformats/cid';
import type { Did } from '../../../src/protocol/brand.ts';
import { didToIpnsName } from '../../../src/protocol/identity/ids.ts';
import type { Block } from '../../../src/protocol/ports/block-store.ts';
import type { AccountStore, DeviceStore } from '../../../src/protocol/ports/store.ts';
import { derivePrivateKeys, seedLengthBytes } from '../../../src/services/account-keys.ts';
import { createUnframer } from '../copy/frames.ts';

export interface SeedInput {
  readonly did: Did;
  /** PKCS #8, base64. */
  readonly privateKey: string;
  readonly root: string;
  /** Where the frames `cid, bytes, cid, bytes, …` are. */
  readonly blocksUrl: string;
  /** Whom it follows and the like goes with every publish, as with accounts that were made in the app. */
  readonly withPrivateState?: boolean;
}

export interface SeedPlace {
  readonly device: DeviceStore;
  openAccount(did: Did): Promise<AccountStore>;
}

const blocksAtOnce = 1000;

/** Puts an account that was built elsewhere into this profile, as if everything had been posted here but never published. */
export async function seedAccount({ device, openAccount }: SeedPlace, input: SeedInput): Promise<void> {
  const { did } = input;
  const store = await openAccount(did);
  const blocks = await fetchBlocks(input.blocksUrl);
  for (let start = 0; start < blocks.length; start += blocksAtOnce)
    await store.blocks.putMany(blocks.slice(start, start + blocksAtOnce));
  const name = didToIpnsName(did);
  const privateKey = Uint8Array.from(atob(input.privateKey), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey('pkcs8', privateKey, 'Ed25519', false, ['sign']);
  await store.putProfile({ preferredUsername: 'bench', name: 'Bench', bio: '', publishedAt: '2026-01-01T00:00:00Z' as never });
  await store.putOwnTree({ name, root: input.root });
  const seed = privateKey.slice(-seedLengthBytes);
  const privateKeys = input.withPrivateState === true ? { privateKeys: await derivePrivateKeys(crypto.subtle, seed) } : {};
  const signingKey = { kind: 'webcrypto', key } as const;
  await device.putAccount({ did, name, createdAtMs: Date.now(), signingKey, readOnly: false, ...privateKeys });
  await device.setCurrentAccount(did);
}

/** Reads frames of `cid, bytes` pairs. */
export async function fetchBlocks(url: string): Promise<Block[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`no blocks at ${url}`);
  const files = createUnframer().push(new Uint8Array(await response.arrayBuffer()));
  const blocks: Block[] = [];
  for (let index = 0; index + 1 < files.length; index += 2)
    blocks.push({ cid: CID.decode(files[index] as Uint8Array), bytes: (files[index + 1] as Uint8Array).slice() });
  return blocks;
}
