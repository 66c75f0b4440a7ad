import { makeExample } from './example.ts';

const begin = '<!-- example:begin -->';
const end = '<!-- example:end -->';

/** The text of the specification with appendix A written anew from the example. */
export async function withAppendix(readme: string): Promise<string> {
  const [before = '', rest = ''] = readme.split(begin);
  const after = rest.split(end)[1];
  if (after === undefined) throw new Error('the text has no place for the example');
  return `${before}${begin}\n${await appendix()}\n${end}${after}`;
}

async function appendix(): Promise<string> {
  const example = await makeExample();
  const { base, files, steps } = example;
  const file = (path: string): string => files[path] ?? '';
  const shown = (path: string): string => block(JSON.stringify(JSON.parse(file(path)), undefined, 2), 'json');
  const listed = Object.entries(files).map(
    ([path, text]) => `| \`${path.replace(base.slice(1), 'B')}\` | ${Buffer.byteLength(text)} |`,
  );
  const outbox = `${base.slice(1)}/outbox.jsonld`;
  return [
    'Everything here is written by `scripts/write-vectors.ts`; a test compares it. The same account, all files complete, is `vectors/example.json`. Its key is the public test key of the W3C; never use it.',
    '### A.1 Names',
    block(
      [
        `secret key  ${example.secretKeyHex}`,
        `PK          ${example.publicKeyHex}`,
        `MULTIKEY    ${example.did.slice('did:key:'.length)}`,
        `DID         ${example.did}`,
        `NAME        ${example.ipnsName}`,
        `B           ${base}`,
      ].join('\n'),
    ),
    '### A.2 Tree',
    'Alice joined at 08:00:00, wrote one post at 08:01:00 and liked another one at 08:02:00.',
    ['| file | bytes |', '|---|---|', ...listed].join('\n'),
    `On IPFS these files, and nothing else, have the root \`${example.root}\`.`,
    '### A.3 The note, signed step by step',
    `Its record key is \`${example.notePath.split('/').at(-1)?.replace('.jsonld', '') ?? ''}\`: the microsecond of 08:01:00, device 1. First the two texts, each on one line, no line end:`,
    'unsigned',
    block(steps.unsigned),
    'options',
    block(steps.options),
    block(
      [
        `SHA-256(options)   ${steps.optionsHashHex}`,
        `SHA-256(unsigned)  ${steps.unsignedHashHex}`,
        'message            the two, in this order, 64 bytes',
        `signature          ${steps.signatureHex.slice(0, 64)}`,
        `                   ${steps.signatureHex.slice(64)}`,
        `proofValue         ${steps.proofValue}`,
      ].join('\n'),
    ),
    `The file \`${example.notePath.replace(base.slice(1), 'B')}\` is then exactly this, on one line, without line end:`,
    block(file(example.notePath)),
    '### A.4 The outbox',
    'Shown with line ends for reading; the file has none.',
    shown(outbox),
    '### A.5 The newest page',
    'Likewise. Newest first: the Like, then the Create, which embeds the note with its own proof.',
    shown(example.pagePath),
    '### A.6 What a reader does',
    [
      `1. \`GET https://gateway.example${base}/outbox.jsonld\`. Check it: its \`id\` is the outbox of the account, its proof verifies with \`PK\`.`,
      `2. \`first\` names page 0: \`GET https://gateway.example/${example.pagePath}\`. Check it; \`totalItems\` 2 is not below the outbox's 2. Check both activities, and the embedded note.`,
      '3. Apply the Create, then the Like. Remember `updated`, `totalItems`, the proofValue and counts of page 0, and the ETag.',
      '4. A quarter of an hour later: `GET outbox.jsonld` with `If-None-Match`: 304. Done.',
      `5. Alice posts again: the outbox says \`totalItems\` 3, page 0 has three activities. Two requests, one new activity.`,
    ].join('\n'),
  ].join('\n\n');
}

const block = (text: string, language = ''): string => `\`\`\`${language}\n${text}\n\`\`\``;
