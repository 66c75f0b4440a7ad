import { describe, expect, it } from 'vitest';
import type { ObjectId } from '../protocol/brand.ts';
import { parseAddress } from '../protocol/identity/address.ts';
import { accountOf, didToIpnsName, publicKeyToDid } from '../protocol/identity/ids.ts';
import { createSeedSigner } from '../protocol/proof/signer.ts';
import { didToPublicKey } from '../protocol/identity/did.ts';
import { addressOf, authorOf, linkOf, nameOfDid, shortName } from './addresses.ts';

const dids = Array.from({ length: 20 }, (_, index) => createSeedSigner(new Uint8Array(32).fill(index)).did);

describe('addresses', () => {
  it.each(dids)('turns %s into the same name as the protocol does', (did) => {
    expect(nameOfDid(did)).toBe(didToIpnsName(did));
    expect(publicKeyToDid(didToPublicKey(did))).toBe(did);
  });

  it('makes links that are understood again', () => {
    const did = dids[0]!;
    const link = linkOf(did, 'https://app.example/pollen/', ['https://gateway.example']);
    expect(parseAddress(link)).toEqual({
      ok: true,
      value: { did, name: nameOfDid(did), via: ['https://gateway.example'] },
    });
    expect(parseAddress(addressOf(did))).toMatchObject({ ok: true, value: { did } });
  });

  it('knows whose a canonical id is', () => {
    const id = `ap://${dids[1]!}/o/aa/b/c/x.jsonld` as ObjectId;
    expect(authorOf(id)).toBe(accountOf(id));
    expect(authorOf('https://elsewhere.example/1' as ObjectId)).toBeUndefined();
    expect(shortName('https://elsewhere.example/1' as ObjectId)).toBe('elsewhere.example');
  });
});
