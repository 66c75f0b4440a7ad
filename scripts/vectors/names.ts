import { base32 } from 'multiformats/bases/base32';
import { base36 } from 'multiformats/bases/base36';
import { base58btc } from 'multiformats/bases/base58';
import { didToIpnsName } from '../../src/protocol/identity/ids.ts';
import { rkeyFor } from '../../src/protocol/identity/rkey.ts';
import { testSigner, source } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

const { did } = testSigner(1);
const other = testSigner(2).did;
const name = didToIpnsName(did);
const nameBytes = base36.decode(name);
const secp256k1 = `k${base36.baseEncode(Uint8Array.of(0x01, 0x72, 0x00, 0x25, 0x08, 0x02, 0x12, 0x21, 0x02, ...new Uint8Array(32).fill(9)))}`;

/** IPNS names in all their spellings (section 2.12). */
export function namesVectors(): VectorFile {
  const valid = (text: string, title: string): VectorCase => ({
    name: title,
    clause: '2.12',
    text,
    valid: true,
    ipnsName: name,
    did,
  });
  const invalid = (text: string, title: string): VectorCase => ({ name: title, clause: '2.12', text, valid: false });
  return {
    description: 'IPNS names of Ed25519 keys: text, and the normal form and account that it stands for.',
    source,
    cases: [
      valid(name, 'base36, the normal form'),
      valid(base32.encode(nameBytes), 'base32'),
      valid(base58btc.encode(nameBytes), 'base58'),
      valid(base58btc.baseEncode(nameBytes.subarray(2)), 'peer id'),
      invalid(name.slice(0, -1), 'cut off'),
      invalid(`${name}0`, 'one character more'),
      invalid(name.toUpperCase(), 'upper case'),
      invalid(secp256k1, 'a secp256k1 key'),
      invalid('QmVujd5Vb7moysJj8itnGufN7MEtPRCNHkKpNuA4onsRa3', 'a hashed (RSA) key'),
      invalid(`k${base36.baseEncode(Uint8Array.of(...nameBytes.subarray(0, 8), ...new Uint8Array(32)))}`, 'a key of small order'),
      invalid(`k${base36.baseEncode(Uint8Array.of(0x01, 0x70, ...nameBytes.subarray(2)))}`, 'not the libp2p-key codec'),
      invalid(did, 'a DID'),
      invalid('', 'nothing'),
    ],
  };
}

/** What people pass on (section 2.11). */
export function addressesVectors(): VectorFile {
  const gateway = 'https://gateway.example';
  const valid = (title: string, text: string, via: readonly string[] = [], account = did): VectorCase => ({
    name: title,
    clause: '2.11',
    text,
    valid: true,
    did: account,
    via,
  });
  const invalid = (title: string, text: string): VectorCase => ({ name: title, clause: '2.11', text, valid: false });
  return {
    description: 'Addresses of accounts as people pass them on: which account, and where it is said to be (via).',
    source,
    cases: [
      valid('IPNS name', name),
      valid('IPNS address', `ipns://${name}`),
      valid('DID', did),
      valid('DID with hint', `${did}?via=${gateway}`, [gateway]),
      valid('with blanks around', `  ipns://${name}\n`),
      valid('app link', `https://app.example/pollen/#/@${name}`),
      valid(
        'app link with two hints',
        `https://app.example/#/@${name}?via=https%3A%2F%2Fgateway.example&via=https://b.example:8443`,
        [gateway, 'https://b.example:8443'],
      ),
      valid('hint on loopback', `ipns://${name}?via=http://127.0.0.1:8787`, ['http://127.0.0.1:8787']),
      valid('hint over http elsewhere is dropped', `ipns://${name}?via=http://gateway.example`),
      valid('hint with a path is dropped', `ipns://${name}?via=https://gateway.example/x`),
      valid('hint with a user name is dropped', `ipns://${name}?via=https://me@gateway.example`),
      valid('the same hint twice', `ipns://${name}?via=${gateway}&via=${gateway}/`, [gateway]),
      valid(
        'nine hints, eight count',
        `ipns://${name}?${Array.from({ length: 9 }, (_, index) => `via=https://g${index}.example`).join('&')}`,
        Array.from({ length: 8 }, (_, index) => `https://g${index}.example`),
      ),
      valid('document at a gateway', `${gateway}/.well-known/apgateway/${did}/actor.jsonld`, [gateway]),
      valid('the same, colons encoded', `${gateway}/.well-known/apgateway/${did.replaceAll(':', '%3A')}/actor.jsonld`, [gateway]),
      valid('path of an IPFS gateway', `${gateway}/ipns/${name}/`, [gateway]),
      valid('host of an IPFS gateway', `https://${name}.ipns.gateway.example/index.html`),
      valid('both names of one account', `https://app.example/${did}#/@${name}`),
      valid('portable id of a post', `ap://${did}/o/3m/k/a/3mkabcdefghij.jsonld`),
      invalid('two accounts', `https://app.example/${other}#/@${name}`),
      invalid('no account', 'https://app.example/@alice'),
      invalid('a fediverse address', '@alice@social.example'),
      invalid('blank inside', `ipns://${name} and more`),
      invalid('name inside a longer word', `https://app.example/x${name}`),
      invalid('DID with a character more', `${did}2`),
      invalid('longer than 4,096 characters', `ipns://${name}?${'x'.repeat(4096)}`),
      invalid('nothing', ''),
    ],
  };
}

/** Record keys (section 1). */
export function recordKeysVectors(): VectorFile {
  const moment = (title: string, atMs: number, device: number, microsecond = 0): VectorCase => ({
    name: title,
    clause: '1',
    microseconds: atMs * 1000 + microsecond,
    device,
    text: rkeyFor(atMs, device, microsecond),
    valid: true,
  });
  const invalid = (title: string, text: string): VectorCase => ({ name: title, clause: '1', text, valid: false });
  const latest = Math.floor((2 ** 53 - 1) / 1000);
  return {
    description: 'Record keys: microseconds since 1970 (53 bits) and device (10 bits) as text; and texts that are none.',
    source,
    cases: [
      moment('the first', 0, 0),
      moment('the first of the last device', 0, 1023),
      moment('one microsecond later', 0, 0, 1),
      moment('a moment of 2026', Date.UTC(2026, 10, 22, 8), 5, 7),
      moment('the next device at the same moment', Date.UTC(2026, 10, 22, 8), 6, 7),
      moment('the last', latest, 1023, (2 ** 53 - 1) % 1000),
      invalid('twelve characters', '222222222222'),
      invalid('fourteen characters', '22222222222222'),
      invalid('first character too high', 'k222222222222'),
      invalid('a digit outside the alphabet', '2222222222228'),
      invalid('upper case', '222222222222A'),
      invalid('with a line end', '222222222222\n'),
      invalid('nothing', ''),
    ],
  };
}

/** Dates (section 3.3). */
export function datesVectors(): VectorFile {
  const dates = (texts: readonly string[], valid: boolean): VectorCase[] =>
    texts.map((text) => ({ name: text === '' ? 'nothing' : text, clause: '3.3', text, valid }));
  return {
    description: 'Dates as documents write them.',
    source,
    cases: [
      ...dates(['2026-11-22T08:00:00Z', '2024-02-29T23:59:59Z', '2000-02-29T00:00:00Z', '0000-01-01T00:00:00Z'], true),
      ...dates(
        [
          '2025-02-29T00:00:00Z',
          '1900-02-29T00:00:00Z',
          '2026-04-31T00:00:00Z',
          '2026-00-10T00:00:00Z',
          '2026-13-01T00:00:00Z',
          '2026-01-00T00:00:00Z',
          '2026-11-22T24:00:00Z',
          '2026-11-22T08:60:00Z',
          '2026-12-31T23:59:60Z',
          '2026-11-22T08:00:00.000Z',
          '2026-11-22T08:00:00+00:00',
          '2026-11-22T08:00:00z',
          '2026-11-22 08:00:00Z',
          '2026-11-22T08:00Z',
          '2026-11-22',
          '+002026-11-22T08:00:00Z',
          '2026-11-22T08:00:00Z\n',
          '',
        ],
        false,
      ),
    ],
  };
}
