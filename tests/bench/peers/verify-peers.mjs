// Prints `{fedify, nostrWasm}` in verifications per second: each library verifies its own signed notes of the same text.
import { signObject, verifyProof } from '@fedify/fedify';
import { Create, DataIntegrityProof, Multikey, Note } from '@fedify/vocab';
import { initNostrWasm } from 'nostr-wasm';
import { finalizeEvent, generateSecretKey } from 'nostr-tools/pure';
import { setNostrWasm, verifyEvent } from 'nostr-tools/wasm';

const text = process.argv[2];
const count = Number(process.argv[3]);

async function perSecond(items, verify) {
  const startMs = performance.now();
  for (const item of items) if (!(await verify(item))) throw new Error('a valid item did not verify');
  return (items.length / (performance.now() - startMs)) * 1000;
}

const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
const owner = new URL('https://peer.example/users/alice');
const keyId = new URL('#key', owner);
const multikey = new Multikey({ id: keyId, controller: owner, publicKey: pair.publicKey });
const documents = [];
for (let index = 0; index < count; index++) {
  const note = new Note({
    id: new URL(`https://peer.example/notes/${index}`),
    attribution: owner,
    content: `<p>${text} ${index}</p>`,
  });
  const create = new Create({ id: new URL(`https://peer.example/creates/${index}`), actor: owner, object: note });
  documents.push(await (await signObject(create, pair.privateKey, keyId)).toJsonLd());
}
const keyCache = { get: async () => multikey, set: async () => {} };
const fedify = await perSecond(documents, async (document) => {
  const proof = await DataIntegrityProof.fromJsonLd({
    '@context': 'https://w3id.org/security/data-integrity/v1',
    ...document.proof,
  });
  return verifyProof(document, proof, { keyCache });
});

setNostrWasm(await initNostrWasm());
const secret = generateSecretKey();
const events = Array.from({ length: count }, (_, index) =>
  structuredClone(
    finalizeEvent({ kind: 1, created_at: 1_760_000_000 + index, tags: [['t', 'pollen']], content: `${text} ${index}` }, secret),
  ),
).map((event) => JSON.parse(JSON.stringify(event)));
const nostrWasm = await perSecond(events, async (event) => verifyEvent(event));
console.log(JSON.stringify({ fedify, nostrWasm }));
process.exit(0);
