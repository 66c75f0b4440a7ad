import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CarReader } from '@ipld/car';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestGateway } from '../gateway/gateway-fixture.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { accountPaths } from '../protocol/identity/paths.ts';
import { carOf } from '../protocol/tree/write-car.ts';
import type { AccountFixture } from '../protocol/tree/account-fixture.ts';
import { createWebsiteFixture } from '../website/website-fixture.ts';
import type { Command } from './command.ts';
import { command as exportCommand } from './export.ts';
import { command as importCommand } from './import.ts';

interface Ran {
  readonly code: number;
  readonly lines: string;
  readonly errors: string;
}

async function run(command: Command, ...args: string[]): Promise<Ran> {
  const lines: string[] = [];
  const errors: string[] = [];
  const output = {
    line: (text: string) => void lines.push(text),
    error: (text: string) => void errors.push(text),
    colours: false,
  };
  const code = await command.run(args, output);
  return { code, lines: lines.join('\n'), errors: errors.join('\n') };
}

/** Everything in a folder: path to bytes as text. */
async function contents(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(
    await Promise.all(paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'latin1')] as const)),
  );
}

describe('export and import', () => {
  let folder: string;
  let account: AccountFixture;
  let car: string;

  const writeCar = async (): Promise<void> => {
    if (account.root === undefined) throw new Error('nothing published');
    const chunks: Uint8Array[] = [];
    for await (const chunk of carOf(account.store, account.root)) chunks.push(chunk);
    await writeFile(car, Buffer.concat(chunks));
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pollen-export-'));
    // Larger than one block, so that files of several blocks take part.
    ({ account } = await createWebsiteFixture(new Uint8Array(2_500_000).map((_, index) => (index * 7) % 251)));
    car = join(folder, 'account.car');
    await writeCar();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes a CAR with the published root and every block once, parents first', async () => {
    const reader = await CarReader.fromBytes(await readFile(car));
    expect((await reader.getRoots()).map(String)).toEqual([account.root?.toString()]);
    const cids: string[] = [];
    for await (const { cid } of reader.blocks()) cids.push(cid.toString());
    expect(new Set(cids).size).toBe(cids.length);
    expect(cids[0]).toBe(account.root?.toString());
  });

  it('comes back with the same root from folder, zip and CAR', async () => {
    const site = join(folder, 'site');
    const zip = join(folder, 'site.zip');
    expect((await run(exportCommand, car, '--to', site, '--origin', 'https://mira.example')).code).toBe(0);
    expect((await run(exportCommand, car, '--to', zip, '--origin', 'https://mira.example')).code).toBe(0);
    for (const from of [site, zip, car]) {
      const back = join(folder, 'back.car');
      const { code, lines } = await run(importCommand, from, '--to', back);
      expect([code, lines]).toEqual([0, expect.stringContaining(`root ${account.root?.toString()}`)]);
      expect((await readFile(back)).equals(await readFile(car)), from).toBe(true);
    }
    const fromZip = join(folder, 'from-zip');
    await run(exportCommand, zip, '--to', fromZip, '--origin', 'https://mira.example');
    expect(await contents(fromZip)).toEqual(await contents(site));
  });

  it('changes nothing on a second run, and takes away what was deleted', async () => {
    const site = join(folder, 'site');
    await run(exportCommand, car, '--to', site);
    await writeFile(join(site, 'my-own-file.txt'), 'stays');
    const before = await contents(site);
    const dates = async (): Promise<number[]> =>
      Promise.all([...before.keys()].map(async (path) => (await stat(join(site, path))).mtimeMs));
    const datesBefore = await dates();
    expect((await run(exportCommand, car, '--to', site)).lines).toContain('(0 new or changed, 0 removed)');
    expect(await contents(site)).toEqual(before);
    expect(await dates()).toEqual(datesBefore);

    const create = await account.create('<p>Regretted</p>');
    await account.publish([create]);
    await writeCar();
    await run(exportCommand, car, '--to', site);
    const has = async (text: string): Promise<boolean> =>
      [...(await contents(site)).values()].some((file) => file.includes(text));
    expect(await has('Regretted')).toBe(true);
    await account.publish([await account.remove(create)]);
    await writeCar();
    expect((await run(exportCommand, car, '--to', site)).lines).toMatch(/ [1-9]\d* removed\)/);
    expect(await has('Regretted')).toBe(false);
    expect((await contents(site)).get('my-own-file.txt')).toBe('stays');
  });

  it("does not write over somebody's page", async () => {
    await writeFile(join(folder, 'index.html'), 'my page');
    const { code, errors } = await run(exportCommand, car, '--to', folder);
    expect([code, errors]).toEqual([2, expect.stringContaining('Choose an empty folder')]);
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe('my page');
  });

  it('imports nothing when one byte is wrong, and nothing that is no account', async () => {
    const site = join(folder, 'site');
    await run(exportCommand, car, '--to', site);
    const page = join(site, accountPaths(account.signer.did).outbox.replace('outbox.jsonld', 'outbox/0000/000000.jsonld'));
    const text = await readFile(page, 'utf8');
    await writeFile(page, text.replace('Swift count', 'Swift Count'));
    const back = join(folder, 'back.car');
    const { code, errors } = await run(importCommand, site, '--to', back);
    expect([code, errors]).toEqual([1, expect.stringContaining('000000.jsonld')]);
    await expect(stat(back)).rejects.toThrow();
    const bytes = await readFile(car);
    for (const [name, content] of [
      ['half.car', bytes.subarray(0, bytes.length / 2)],
      ['none.car', Buffer.from('not a car')],
      ['none.zip', Buffer.from('not a zip')],
      ['flipped.car', Buffer.from(bytes.map((byte, index) => (index === bytes.length - 10 ? byte ^ 1 : byte)))],
    ] as const) {
      await writeFile(join(folder, name), content);
      expect((await run(importCommand, join(folder, name), '--to', back)).code, name).toBeGreaterThan(0);
      await expect(stat(back), name).rejects.toThrow();
    }
  });

  it('fetches from any web server, document by document', async () => {
    const site = join(folder, 'site');
    await run(exportCommand, car, '--to', site, '--origin', 'https://mira.example');
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
      readFile(join(site, path === '/' ? 'index.html' : path)).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const back = join(folder, 'back.car');
      const { code, lines, errors } = await run(importCommand, origin, '--to', back);
      expect([code, errors]).toEqual([0, `from ${origin}`]);
      expect(lines).toContain(account.root?.toString());
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it('gives an account to a gateway, which serves it after its start, and takes it out again', async () => {
    const gateway = await startTestGateway();
    await gateway.close();
    const data = gateway.dataDirectory;
    expect(await run(importCommand, car, '--to', data)).toMatchObject({ code: 0 });
    // Again is fine; an older version in place of a newer one is not.
    expect(await run(importCommand, car, '--to', data)).toMatchObject({ code: 0 });
    const older = join(folder, 'older.car');
    await writeFile(older, await readFile(car));
    await account.publish([await account.create('<p>newer</p>')]);
    await writeCar();
    expect(await run(importCommand, car, '--to', data)).toMatchObject({ code: 0 });
    expect((await run(importCommand, older, '--to', data)).errors).toContain('newer version already');

    const out = join(folder, 'out.car');
    expect(await run(exportCommand, data, '--to', out)).toMatchObject({ code: 0 });
    expect((await readFile(out)).equals(await readFile(car))).toBe(true);

    const again = await startTestGateway({ dataDirectory: data });
    const name = didToIpnsName(account.signer.did);
    const page = await again.send(`/@${name}/`, { host: `127.0.0.1:${again.port}` });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('newer')]);
    const fetched = join(folder, 'fetched.car');
    const ran = await run(exportCommand, account.signer.did, '--via', `http://127.0.0.1:${again.port}`, '--to', fetched);
    expect([ran.code, ran.errors]).toEqual([0, `from http://127.0.0.1:${again.port}`]);
    expect((await readFile(fetched)).length).toBe((await readFile(car)).length);
  });

  it.each([
    [[]],
    [['x']],
    [['--to', 'x']],
    [['a', 'b', '--to', 'x']],
    [['a', '--to', 'x', '--origin', 'ftp://x']],
    [['a', '--nonsense']],
  ])('says what is wrong with %j', async (args) => {
    const { code, errors } = await run(exportCommand, ...args);
    expect([code, errors]).toEqual([2, expect.stringContaining('--help')]);
  });
});
