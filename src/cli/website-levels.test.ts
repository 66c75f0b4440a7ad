import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeSanitiser } from '../gateway/website/node-sanitiser.ts';
import { createVerifier } from '../protocol/proof/verifier.ts';
import { siteFiles } from '../services/website/site-files.ts';
import { createWebsiteFixture } from '../website/website-fixture.ts';
import { command } from './check.ts';

const origin = 'https://mira.example';
let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function exported(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { account } = await createWebsiteFixture(undefined, origin);
  if (account.root === undefined) throw new Error('nothing published');
  const common = { store: account.store, root: account.root, did: account.signer.did, origin };
  const files = new Map<string, Uint8Array>();
  for await (const { path, bytes } of siteFiles({ ...common, verifier: createVerifier(), sanitise: createNodeSanitiser() }))
    files.set(path, bytes);
  return files;
}

interface Rule {
  readonly pattern: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** `_headers` as its hosts read it. */
function rulesOf(text: string): Rule[] {
  return text
    .trim()
    .split('\n\n')
    .map((block) => {
      const [pattern = '', ...lines] = block.split('\n');
      return { pattern, headers: lines.map((line) => line.trim().split(/: (.*)/, 2) as [string, string]) };
    });
}

const applies = ({ pattern }: Rule, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

/** A host that hands out files with an ETag, and, told to, heeds the header file. Answers its address. */
async function host(files: ReadonlyMap<string, Uint8Array>, rules: readonly Rule[]): Promise<string> {
  server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    const bytes = files.get(path === '/' ? 'index.html' : path.slice(1));
    if (bytes === undefined) return void response.writeHead(404).end();
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    response.setHeader('ETag', etag);
    // What any host knows.
    if (path.endsWith('.jpg')) response.setHeader('Content-Type', 'image/jpeg');
    for (const [name, value] of rules.filter((rule) => applies(rule, path)).flatMap(({ headers }) => headers)) {
      // Hosts would join the two.
      expect(response.hasHeader(name), `${path}: ${name} stands in two rules`).toBe(false);
      response.setHeader(name, value);
    }
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200).end(bytes);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function check(address: string, level: string): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const output = { line: (text: string) => void said.push(text), error: (text: string) => void said.push(text), colours: false };
  const code = await command.run([address, '--origin', origin, '--level', level, '--pages', 'all', '--objects', 'all'], output);
  return { code, said: said.join('\n') };
}

describe('an exported website of an account with its own origin', () => {
  it('reaches L1 where its header file counts', async () => {
    const files = await exported();
    const rules = rulesOf(new TextDecoder().decode(files.get('_headers')));
    expect(rules.length).toBeGreaterThan(4);
    const { code, said } = await check(await host(files, rules), 'L1');
    expect(code, said).toBe(0);
  });

  it('reaches L0, and not L1, on a bare server', async () => {
    const address = await host(await exported(), []);
    expect((await check(address, 'L0')).code).toBe(0);
    expect((await check(address, 'L1')).code).toBe(1);
  });
});
