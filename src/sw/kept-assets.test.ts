import { describe, expect, it } from 'vitest';
import { createKeptAssets, keptName } from './kept-assets.ts';

const base = 'https://app.example/assets/';
const german1 = `${base}language-de-first-AAAAAAAA.js`;
const german2 = `${base}language-de-first-BBBBBBBB.js`;
const scanner2 = `${base}scanner-CCCCCCCC.js`;

/** A cache and a network that counts what it is asked for. */
function createWorld() {
  const kept = new Map<string, Response>();
  const asked: string[] = [];
  const world = { kept, asked, isOnline: true, status: 200, isFull: false };
  const cache = {
    match: async (url: string) => kept.get(url)?.clone(),
    put: async (url: string, response: Response) => {
      if (world.isFull) throw new DOMException('full', 'QuotaExceededError');
      kept.set(url, response);
    },
    keys: async () => [...kept.keys()].map((url) => new Request(url)),
    delete: async (request: Request) => kept.delete(request.url),
  } as unknown as Cache;
  const open = (...urls: string[]) =>
    createKeptAssets(urls, { open: async () => cache }, async (request) => {
      const url = typeof request === 'string' ? request : request.url;
      asked.push(url);
      if (!world.isOnline) throw new TypeError('Failed to fetch');
      return new Response(`of ${url}`, { status: world.status });
    });
  return { ...world, world, open };
}

describe('files that are kept once they were used', () => {
  it('are told by their names, not by what their names begin with', () => {
    expect(keptName('assets/language-de-first-Abc_12-4.js')).toBe('language-de-first.js');
    expect(keptName('assets/import-BayfGn-g.css')).toBe('import.css');
    expect(keptName('assets/import-line-B8-6Tu0u.js')).toBeUndefined();
    expect(keptName('assets/first-account-BWjRBbr-.js')).toBeUndefined();
    expect(keptName('index.html')).toBeUndefined();
  });

  it('come from the network once, then from here', async () => {
    const { world, asked, open } = createWorld();
    const assets = open(german1);
    expect(assets.has(german1)).toBe(true);
    expect(assets.has(german2)).toBe(false);
    expect(await (await assets.answer(new Request(german1))).text()).toBe(`of ${german1}`);
    world.isOnline = false;
    expect(await (await assets.answer(new Request(german1))).text()).toBe(`of ${german1}`);
    expect(asked).toEqual([german1]);
  });

  it('are not kept when the answer is an error, and given out when there is no room', async () => {
    const { world, kept, open } = createWorld();
    const assets = open(german1);
    world.status = 404;
    expect((await assets.answer(german1)).status).toBe(404);
    world.status = 200;
    world.isFull = true;
    expect((await assets.answer(german1)).status).toBe(200);
    expect(kept.size).toBe(0);
    world.isOnline = false;
    await expect(assets.answer(german1)).rejects.toThrow(/fetch/);
  });

  it('follow into the next version when they were used, and the old ones go when it begins', async () => {
    const { kept, asked, open } = createWorld();
    await open(german1).answer(german1);
    const next = open(german2, scanner2);
    await next.bringAlong();
    expect([...kept.keys()]).toEqual([german1, german2]);
    expect(asked).not.toContain(scanner2);
    await next.forgetOthers();
    expect([...kept.keys()]).toEqual([german2]);
  });

  it('are kept when a page has loaded them before there was a worker', async () => {
    const { kept, asked, open } = createWorld();
    await open(german2).keep([german2, `${base}first-DDDDDDDD.js`, german1]);
    expect([...kept.keys()]).toEqual([german2]);
    expect(asked).toEqual([german2]);
  });

  it('that cannot be had now do not keep the next version from coming', async () => {
    const { world, kept, open } = createWorld();
    await open(german1).answer(german1);
    world.isOnline = false;
    const next = open(german2);
    await next.bringAlong();
    expect([...kept.keys()]).toEqual([german1]);
    world.isOnline = true;
    await next.answer(german2);
    expect(kept.has(german2)).toBe(true);
  });
});
