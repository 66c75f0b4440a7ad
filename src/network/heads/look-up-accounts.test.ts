import { CID } from 'multiformats/cid';
import { expect, it } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { createHead } from './ipns-head.ts';
import { lookUpAccounts } from './look-up-accounts.ts';

const signers = [1, 2, 3].map((fill) => createSeedSigner(new Uint8Array(32).fill(fill)));
const [known, unknown, forged] = signers.map(({ did }) => didToIpnsName(did));
const root = CID.parse('bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi');

it('finds the accounts that a gateway has a record of, and says who answered', async () => {
  if (signers[0] === undefined || known === undefined || unknown === undefined || forged === undefined) throw new Error();
  const { record } = await createHead(signers[0], root, { nowMs: Date.now() });
  const asked: string[] = [];
  const gateway = async (input: RequestInfo | URL): Promise<Response> => {
    const url = new URL(String(input));
    asked.push(url.href);
    if (url.host === 'down.example') throw new TypeError('unreachable');
    if (url.host === 'broken.example') return new Response('oops', { status: 500 });
    // Any record it has, for whatever is asked: a lie for the last name.
    const has = url.pathname.endsWith(known) || url.pathname.endsWith(forged);
    return has ? new Response(Uint8Array.from(record)) : new Response('', { status: 404 });
  };
  const names = [known, unknown, forged];
  const origins = ['https://up.example', 'https://down.example', 'https://broken.example'];
  const signal = new AbortController().signal;
  const { found, answered } = await lookUpAccounts(names, origins, { signal, fetch: gateway as typeof fetch });
  expect([...found]).toEqual([known]);
  expect(answered).toEqual(['https://up.example']);
  expect(asked).toHaveLength(9);
  expect(await lookUpAccounts(names, [], { signal })).toEqual({ found: new Set(), answered: [] });
});
