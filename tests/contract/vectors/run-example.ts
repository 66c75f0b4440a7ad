import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { checkDocument } from '../../../src/protocol/activity-streams/check.ts';
import type { Did, IpnsName } from '../../../src/protocol/brand.ts';
import { decodeBase58 } from '../../../src/protocol/identity/base58.ts';
import { didToIpnsName, didToPublicKey } from '../../../src/protocol/identity/ids.ts';
import { idToTreePath } from '../../../src/protocol/identity/paths.ts';
import { createVerifier } from '../../../src/protocol/proof/verifier.ts';
import { treeOf } from '../../../scripts/vectors/tree-files.ts';
import { createKnowledge } from './knowledge.ts';
import { readOnce } from './run-walks.ts';
import type { VectorCase } from './vector-file.ts';

export interface ExampleCase extends VectorCase {
  readonly account: Did;
  readonly ipnsName: IpnsName;
  readonly root: string;
  readonly proof: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/** The account of appendix A: names, root, every file, the steps of a proof, and what a reader makes of it. */
export async function checkExample({ account, ipnsName, root, proof, files }: ExampleCase): Promise<void> {
  const verifier = createVerifier();
  expect(didToIpnsName(account)).toBe(ipnsName);
  expect((await treeOf(files)).root.toString()).toBe(root);
  for (const [path, text] of Object.entries(files)) {
    const checked = await checkDocument(new TextEncoder().encode(text), account, verifier);
    expect(checked.ok && idToTreePath(checked.value.value.id), path).toBe(path);
  }
  const hashes = [proof['options'], proof['unsigned']].map((text) =>
    createHash('sha256')
      .update(text ?? '')
      .digest(),
  );
  expect(hashes.map((hash) => hash.toString('hex'))).toEqual([proof['optionsHashHex'], proof['unsignedHashHex']]);
  const signature = Buffer.from(proof['signatureHex'] ?? '', 'hex');
  expect(decodeBase58(proof['proofValue'] ?? '', 64)).toEqual(new Uint8Array(signature));
  expect(await verifier.verify(didToPublicKey(account), signature, Buffer.concat(hashes))).toBe(true);
  const knowledge = createKnowledge(account);
  const outcome = await readOnce(account, new Map(Object.entries(files)), undefined, { call: 'poll' });
  expect(knowledge.take(outcome.activities).length).toBe(2);
  expect({ type: outcome.type, refused: outcome.refused }).toEqual({ type: 'read', refused: 0 });
  expect(Object.values(knowledge.objects())).toEqual(['<p>Hello, world! #bees</p>']);
}
