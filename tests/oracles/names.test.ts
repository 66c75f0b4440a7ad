// Names of accounts, digests of media and IPNS records as other libraries make and read them.
import { createPublicKey, verify } from 'node:crypto';
import { decode as decodeCbor } from '@ipld/dag-cbor';
import { publicKeyFromRaw } from '@libp2p/crypto/keys';
import { peerIdFromCID, peerIdFromPublicKey } from '@libp2p/peer-id';
import * as fc from 'fast-check';
import { base32 } from 'multiformats/bases/base32';
import { base36 } from 'multiformats/bases/base36';
import { base58btc } from 'multiformats/bases/base58';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { describe, expect, it } from 'vitest';
import { checkRecord, createHead } from '../../src/network/heads/ipns-head.ts';
import { digestMultibase } from '../../src/protocol/identity/digest.ts';
import { didToIpnsName, didToPublicKey, ipnsNameToDid, parseIpnsName } from '../../src/protocol/identity/ids.ts';
import { createSeedSigner } from '../../src/protocol/proof/signer.ts';
import { fromHex, loadVectors } from './support.ts';
import type { DidKeyVectors } from './support.ts';

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const someRuns = { seed: 20_261_122, numRuns: 50 };

describe('names', () => {
  it('are what multiformats and libp2p make of the same keys, and understood from them', () => {
    fc.assert(
      fc.property(seed, (bytes) => {
        const { did } = createSeedSigner(bytes);
        const publicKey = didToPublicKey(did);
        expect(did).toBe(`did:key:${base58btc.encode(Uint8Array.of(0xed, 0x01, ...publicKey))}`);
        const peerId = peerIdFromPublicKey(publicKeyFromRaw(publicKey));
        const cid = peerId.toCID();
        expect(didToIpnsName(did)).toBe(cid.toString(base36));
        for (const written of [cid.toString(base36), cid.toString(base32), cid.toString(base58btc), peerId.toString()])
          expect(parseIpnsName(written)).toBe(didToIpnsName(did));
        expect(ipnsNameToDid(peerIdFromCID(CID.parse(didToIpnsName(did), base36)).toString())).toBe(did);
      }),
      someRuns,
    );
  });

  it('are those of the published did:key vectors, in every form', () => {
    for (const { publicKeyHex, did, derived } of loadVectors<DidKeyVectors>('did-key-ed25519.json').vectors) {
      const peerId = peerIdFromPublicKey(publicKeyFromRaw(fromHex(publicKeyHex)));
      expect(peerId.toString()).toBe(derived.peerIdBase58);
      expect(Buffer.from(peerId.toCID().bytes).toString('hex')).toBe(derived.libp2pKeyCidHex);
      for (const name of [derived.ipnsNameBase36, derived.ipnsNameBase32, derived.peerIdBase58])
        expect(ipnsNameToDid(name)).toBe(did);
    }
  });
});

describe('digests of media', () => {
  it('are multihashes as multiformats writes them', async () => {
    for (const text of ['', 'Hello World!', 'ü🐝'.repeat(1000)]) {
      const bytes = new TextEncoder().encode(text);
      expect(digestMultibase(bytes)).toBe(base58btc.encode((await sha256.digest(bytes)).bytes));
    }
  });
});

/** Fields of a flat protobuf message whose values are bytes or varints. */
function fieldsOf(bytes: Uint8Array): Map<number, Uint8Array | bigint> {
  const fields = new Map<number, Uint8Array | bigint>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const value = varint();
    if (tag % 8 === 0) fields.set(tag >> 3, value);
    else fields.set(tag >> 3, bytes.subarray(at, (at += Number(value))));
  }
  return fields;
}

describe('IPNS records', () => {
  const signer = createSeedSigner(new Uint8Array(32).fill(1));
  const root = CID.parse('bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi');
  const nowMs = Date.UTC(2026, 10, 22);

  /** Signature V2 of the IPNS specification, checked by hand: Ed25519 over `ipns-signature:` and the DAG-CBOR data. */
  function isSigned(record: Uint8Array, publicKey: Uint8Array): boolean {
    const fields = fieldsOf(record);
    const [data, signature] = [fields.get(9), fields.get(8)];
    if (!(data instanceof Uint8Array) || !(signature instanceof Uint8Array)) return false;
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, Buffer.concat([Buffer.from('ipns-signature:'), data]), key, signature);
  }

  it('hold what the specification says, signed as it says', async () => {
    const { record, sequence } = await createHead(signer, root, { nowMs });
    expect(isSigned(record, didToPublicKey(signer.did))).toBe(true);
    const data = decodeCbor<Record<string, unknown>>(fieldsOf(record).get(9) as Uint8Array);
    expect(Object.keys(data).toSorted()).toEqual(['Sequence', 'TTL', 'Validity', 'ValidityType', 'Value']);
    expect(Buffer.from(data['Value'] as Uint8Array).toString()).toBe(`/ipfs/${root}`);
    expect(Buffer.from(data['Validity'] as Uint8Array).toString()).toBe('2027-11-22T00:00:00.000000000Z');
    expect([data['ValidityType'], BigInt(data['Sequence'] as number), data['TTL']]).toEqual([0, sequence, 300_000_000_000]);
  });

  it('are refused when a byte of what is signed differs', async () => {
    const { record, name } = await createHead(signer, root, { nowMs: Date.now() });
    expect((await checkRecord(name, record)).ok).toBe(true);
    const { byteOffset, length } = fieldsOf(record).get(9) as Uint8Array;
    let refused = 0;
    for (let at = byteOffset - record.byteOffset; at < byteOffset - record.byteOffset + length; at += 7) {
      const changed = record.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(isSigned(changed, didToPublicKey(signer.did))).toBe(false);
      expect((await checkRecord(name, changed)).ok).toBe(false);
      refused++;
    }
    expect(refused).toBeGreaterThan(10);
  });

  it('of the gateway conformance suite get the verdict of the specification, here and by hand', async () => {
    interface Vector {
      readonly ipnsName: string;
      readonly recordBase64: string;
      readonly expectedValid: boolean | string;
      readonly ed25519PublicKeyHex: string | null;
    }
    const { vectors } = loadVectors<{ vectors: readonly Vector[] }>('ipns-records.json');
    let compared = 0;
    for (const { ipnsName, recordBase64, expectedValid, ed25519PublicKeyHex } of vectors) {
      const name = parseIpnsName(ipnsName);
      if (name === undefined || ed25519PublicKeyHex === null) continue;
      const record = Uint8Array.from(Buffer.from(recordBase64, 'base64'));
      const checked = await checkRecord(name, record);
      // Genuine records that name no tree are refused for that alone.
      const isGenuine = checked.ok || checked.error === 'unsupported';
      if (typeof expectedValid === 'boolean') expect(isGenuine).toBe(expectedValid);
      if (isGenuine) expect(isSigned(record, fromHex(ed25519PublicKeyHex))).toBe(true);
      compared++;
    }
    expect(compared).toBe(13);
  });
});
