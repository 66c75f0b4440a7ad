import { CID } from 'multiformats/cid';
import { accountPaths } from '../../protocol/identity/paths.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { readPath } from '../../protocol/tree/read-path.ts';

/** `behind`: a gateway has the account, but an older state of it. `unknown`: no gateway has it, or none answered. */
export type KeptElsewhere = 'newest' | 'behind' | 'unknown';

const timeoutMs = 3_000;

/** Whether one of the account's gateways serves its newest outbox, so that this device may go without anybody missing something. */
export async function keptElsewhere(
  store: Pick<AccountStore, 'did' | 'blocks' | 'ownTree' | 'setting'>,
  fetch: typeof globalThis.fetch,
): Promise<KeptElsewhere> {
  const [tree, gateways] = await Promise.all([store.ownTree(), store.setting<readonly string[]>('gateways')]);
  if (tree === undefined || gateways === undefined) return 'unknown';
  const path = accountPaths(store.did).outbox;
  const own = await readPath(store.blocks, CID.parse(tree.root), path);
  if (own === undefined) return 'unknown';
  const answers = await Promise.all(gateways.map((origin) => compare(`${origin}/${path}`, own, fetch)));
  return answers.find((answer) => answer === 'newest') ?? answers.find((answer) => answer === 'behind') ?? 'unknown';
}

async function compare(url: string, own: Uint8Array, fetch: typeof globalThis.fetch): Promise<KeptElsewhere> {
  try {
    const answer = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok || answer.body === null) return 'unknown';
    return (await equals(answer.body, own)) ? 'newest' : 'behind';
  } catch {
    return 'unknown';
  }
}

/** Reads no more than it has to. */
async function equals(body: ReadableStream<Uint8Array>, own: Uint8Array): Promise<boolean> {
  const reader = body.getReader();
  let offset = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return offset === own.length;
    const isSame = offset + value.length <= own.length && value.every((byte, index) => byte === own[offset + index]);
    if (!isSame) {
      await reader.cancel();
      return false;
    }
    offset += value.length;
  }
}
