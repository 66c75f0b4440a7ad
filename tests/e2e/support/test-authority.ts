import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface TestAuthority {
  /** PEM, for whoever shall trust it (NODE_EXTRA_CA_CERTS). */
  readonly certificate: string;
  /** A certificate for these host names, with its key. */
  issue(hosts: readonly string[]): { readonly cert: string; readonly key: string; readonly spkiSha256: string };
}

const identifiers = {
  ecdsaWithSha256: [1, 2, 840, 10045, 4, 3, 2],
  commonName: [2, 5, 4, 3],
  basicConstraints: [2, 5, 29, 19],
  keyUsage: [2, 5, 29, 15],
  subjectAltName: [2, 5, 29, 17],
  extendedKeyUsage: [2, 5, 29, 37],
  serverAuth: [1, 3, 6, 1, 5, 5, 7, 3, 1],
} as const;

/** A certificate authority for one test run, that nobody else trusts (X.509, RFC 5280; P-256). Lives for a day. */
export function createTestAuthority(): TestAuthority {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = 'Pollen test authority';
  const constraints = [
    extension(identifiers.basicConstraints, sequence(der(0x01, Buffer.of(0xff))), true),
    extension(identifiers.keyUsage, der(0x03, Buffer.of(2, 0x04)), true),
  ];
  const build = (subject: string, publicKey: KeyObject, extensions: readonly Buffer[]): string =>
    certificate({ issuer: name, subject, publicKey, signingKey: authority.privateKey, extensions });
  return {
    certificate: build(name, authority.publicKey, constraints),
    issue(hosts) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const names = sequence(...hosts.map((host) => der(0x82, Buffer.from(host, 'ascii'))));
      const usage = sequence(objectIdentifier(identifiers.serverAuth));
      return {
        cert: build(hosts[0] ?? '', publicKey, [
          extension(identifiers.subjectAltName, names),
          extension(identifiers.extendedKeyUsage, usage),
        ]),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        spkiSha256: createHash('sha256').update(spkiOf(publicKey)).digest('base64'),
      };
    },
  };
}

function certificate(parts: {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly extensions: readonly Buffer[];
}): string {
  const algorithm = sequence(objectIdentifier(identifiers.ecdsaWithSha256));
  const dayMs = 86_400_000;
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(0x40), randomBytes(15)])),
    algorithm,
    distinguishedName(parts.issuer),
    sequence(utcTime(Date.now() - dayMs), utcTime(Date.now() + dayMs)),
    distinguishedName(parts.subject),
    spkiOf(parts.publicKey),
    der(0xa3, sequence(...parts.extensions)),
  );
  const signature = sign('sha256', toBeSigned, { key: parts.signingKey, dsaEncoding: 'der' });
  const bytes = sequence(toBeSigned, algorithm, der(0x03, Buffer.of(0), signature));
  const lines = bytes.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const spkiOf = (publicKey: KeyObject): Buffer => publicKey.export({ type: 'spki', format: 'der' });

const distinguishedName = (name: string): Buffer =>
  sequence(der(0x31, sequence(objectIdentifier(identifiers.commonName), der(0x0c, Buffer.from(name)))));

const extension = (id: readonly number[], value: Buffer, critical = false): Buffer =>
  sequence(objectIdentifier(id), ...(critical ? [der(0x01, Buffer.of(0xff))] : []), der(0x04, value));

/** `YYMMDDhhmmssZ`. */
const utcTime = (atMs: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(atMs).toISOString().slice(2, 19).replaceAll(/\D/g, '')}Z`));

function objectIdentifier([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  const bytes = rest.flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Buffer.of(first * 40 + second, ...bytes));
}

const sequence = (...content: readonly Buffer[]): Buffer => der(0x30, ...content);

/** Distinguished encoding of one value (X.690): tag, length, content. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat([...content]);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), body]);
}
