import { describe, expect, it } from 'vitest';
import { JSDOM } from 'jsdom';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import type { AccountFixture } from '../../protocol/tree/account-fixture.ts';
import { createWebsiteFixture } from '../../website/website-fixture.ts';
import { createSanitiser } from '../sanitise.ts';
import { exportWebsite, type WebsiteParts } from './export-website.ts';
import { openZip } from './read-zip.ts';
import { treeOfFiles } from './tree-of-files.ts';

const sanitise = createSanitiser(new JSDOM('').window);

const partsOf = ({ signer, store, root }: AccountFixture, changes: Partial<WebsiteParts> = {}): WebsiteParts => ({
  store: {
    did: signer.did,
    blocks: store,
    ownTree: async () => root && { name: didToIpnsName(signer.did), root: root.toString() },
  },
  verifier: createVerifier(),
  sanitise,
  origin: 'https://mira.example',
  ...changes,
});

describe('exportWebsite', () => {
  it('gives a zip out of which the same tree comes back, with progress up to the end, the same bytes each time', async () => {
    const { account } = await createWebsiteFixture();
    const steps: number[] = [];
    const website = await exportWebsite(partsOf(account, { onProgress: ({ done, total }) => void steps.push(done / total) }));
    if (!website.ok) throw new Error(website.error.type);
    const { file, fileName, files, missingMedia } = website.value;
    expect({ fileName, missingMedia, type: file.type }).toEqual({
      fileName: 'mira-website.zip',
      missingMedia: 0,
      type: 'application/zip',
    });
    expect(files).toBeGreaterThan(80);
    expect(steps.at(-1)).toBe(1);
    expect(steps.every((step) => step <= 1)).toBe(true);
    const zip = await openZip(file);
    const tree = zip.ok ? await treeOfFiles(zip.value) : zip;
    expect(tree.ok && tree.value.root.toString()).toBe(account.root?.toString());
    const again = await exportWebsite(partsOf(account));
    expect(again.ok && Buffer.from(await again.value.file.arrayBuffer()).equals(Buffer.from(await file.arrayBuffer()))).toBe(
      true,
    );
  });

  it('says why there is none', async () => {
    const { account } = await createWebsiteFixture();
    const none = await exportWebsite({
      ...partsOf(account),
      store: { ...partsOf(account).store, ownTree: async () => undefined },
    });
    expect(none).toEqual({ ok: false, error: { type: 'nothing-published' } });
    const aborted = await exportWebsite(partsOf(account, { signal: AbortSignal.abort() }));
    expect(aborted).toEqual({ ok: false, error: { type: 'aborted' } });
    const page = [...account.store.blocks()].find(({ bytes }) =>
      new TextDecoder().decode(bytes).includes('OrderedCollectionPage'),
    );
    await account.store.deleteMany(page === undefined ? [] : [page.cid]);
    expect(await exportWebsite(partsOf(account))).toMatchObject({ ok: false, error: { type: 'incomplete' } });
  });
});
