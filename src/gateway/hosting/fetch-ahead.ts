import type { CID } from 'multiformats/cid';
import { accountPaths, pageNumberOf, pagePath } from '../../protocol/identity/paths.ts';
import type { Source } from '../../protocol/ports/network.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import { deriveObjects } from '../../protocol/tree/derive-objects.ts';
import { locatePath, readPath } from '../../protocol/tree/read-path.ts';
import { checkTreeDocument } from './check-document.ts';
import type { Copy, Document } from './copy.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';

const pagesAtOnce = 32;
/** Pages and object files worked out from them, held in memory; beyond that they go to disk before it is known that the tree links to them. */
const maxStagedBytes = 32 * 2 ** 20;

/**
 * Asks by path for what certainly changed (head documents, newest pages), and works the object files out from the pages: one
 * question each instead of one for every level of folders. Whatever goes wrong here, the walk that follows makes good or finds.
 * Returns whether blocks were stored that the tree may not link to.
 */
export async function fetchAhead(
  copy: Copy,
  source: Source,
  root: CID,
  options: { readonly have?: CID; readonly verifier: Verifier; readonly signal: AbortSignal },
): Promise<{ readonly untidy: boolean }> {
  const { did, staged } = copy;
  const { have, verifier, signal } = options;
  const call = { signal, ...(have === undefined ? {} : { have }) };
  const fetchPaths = async (paths: readonly string[]): Promise<boolean> => {
    const blocks = await source.fetchPaths(root, paths, call);
    if (blocks.ok) await staged.putMany(blocks.value);
    return blocks.ok;
  };
  const paths = accountPaths(did);
  let untidy = false;
  if (!(await fetchPaths([paths.outbox, paths.actor, paths.featured]))) return { untidy };
  const outboxBytes = await readPath(staged, root, paths.outbox);
  const outbox = outboxBytes === undefined ? undefined : parseSigned(outboxBytes);
  const first = outbox?.ok ? outbox.value['first'] : undefined;
  let page = typeof first === 'string' ? pageNumberOf(first) : undefined;
  let stagedBytes = 0;
  for (; page !== undefined && page >= 0; page -= pagesAtOnce) {
    const numbers = Array.from({ length: Math.min(pagesAtOnce, page + 1) }, (_, index) => (page ?? 0) - index);
    // A small change most often reaches the newest page only.
    const asked = have !== undefined && stagedBytes === 0 ? numbers.slice(0, 2) : numbers;
    if (!(await fetchPaths(asked.map((number) => pagePath(did, number))))) return { untidy };
    let metKnown = false;
    const checked: Document[] = [];
    for (const number of asked) {
      const path = pagePath(did, number);
      const located = await locatePath(staged, root, path);
      if (located.type !== 'found') return { untidy };
      const { cid } = located;
      const [known] = await copy.keptOf([cid]);
      if (known === true) metKnown = true;
      const bytes = await staged.get(cid);
      if (known === true || bytes === undefined) continue;
      if ((await checkTreeDocument(did, path, bytes, verifier)) === undefined) continue;
      checked.push({ path, cid, bytes });
    }
    const embedded = deriveObjects(
      did,
      checked.map(({ bytes }) => bytes),
    );
    // A page's proof is its author's word for the page, not for whose words are in it: an object's own proof says that.
    const verdicts = await Promise.all(embedded.map(({ path, block }) => checkTreeDocument(did, path, block.bytes, verifier)));
    const derived = embedded.flatMap(({ path, block }, index) =>
      verdicts[index] === undefined ? [] : [{ path, cid: block.cid, bytes: block.bytes }],
    );
    const leaves = [...checked, ...derived];
    for (const leaf of leaves) copy.trust(leaf);
    stagedBytes += leaves.reduce((sum, { bytes }) => sum + bytes.length, 1);
    if (stagedBytes < maxStagedBytes) {
      await staged.putMany(leaves);
    } else {
      untidy = true;
      if (!(await copy.store(leaves)).ok) return { untidy };
      await staged.deleteMany(checked.map(({ cid }) => cid));
    }
    // The folders above the new objects, in one question.
    if (have !== undefined && asked.length <= 2) await fetchPaths(derived.map(({ path }) => path).slice(0, 64));
    if (metKnown) break;
    if (asked.length < numbers.length) page += pagesAtOnce - asked.length;
  }
  return { untidy };
}
