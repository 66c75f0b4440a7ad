import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGoodAccount, filesOf, treeFiles } from '../protocol/conformance/testing/tree-files.ts';
import type { AccountFixture } from '../protocol/tree/account-fixture.ts';
import { runPollen, temporaryFolder, writeCar, writeTree } from './check-fixture.ts';

let account: AccountFixture;
let files: Map<string, Uint8Array>;

beforeAll(async () => {
  account = await createGoodAccount();
  files = await filesOf(account);
});

describe('the command line', () => {
  it('tells how it is used', async () => {
    expect(await runPollen(['--help'])).toMatchObject({ exitCode: 0, output: expect.stringContaining('check') });
    expect(await runPollen(['check', '--help'])).toMatchObject({ exitCode: 0, output: expect.stringContaining('--origin') });
  });

  it.each([
    [[], 'Usage'],
    [['rebuild'], 'no command "rebuild"'],
    [['check'], 'What shall be checked?'],
    [['check', 'a', 'b'], 'One at a time'],
    [['check', 'a', '--level', 'L2'], '--level is L0 or L1'],
    [['check', 'a', '--pages', '-1'], '--pages'],
    [['check', 'a', '--pages=0'], '--pages: a number'],
    [['check', 'a', '--origin', 'me.example'], '--origin: an origin'],
    [['check', 'a', '--via', 'https://gateway.example/ipns'], '--via: an origin'],
    [['check', 'a', '--colour'], 'Unknown option'],
    [['check', 'nothing-like-this'], 'is no account, no web address'],
  ])('says what is wrong with %j', async (args, message) => {
    const { exitCode, errors, output } = await runPollen(args);
    expect(exitCode).toBe(2);
    expect(`${errors}${output}`).toContain(message);
  });
});

describe('a folder', () => {
  it('in order is told so in a few lines', async () => {
    const folder = await writeTree(files);
    const { exitCode, output } = await runPollen(['check', folder]);
    expect(output.split('\n')).toEqual([
      folder,
      `  @alice  ${account.signer.did}`,
      '',
      '  L0  a valid tree               ✓ reached',
      '  L1  viewable in the fediverse  – cannot be told from files',
      '  R1  a reader that verifies everything takes all of it',
      '',
      expect.stringMatching(/^ {2}Read: 3 pages, 49 activities, 45 objects, 1 media file, \d+ kB\.$/),
      '',
    ]);
    expect(exitCode).toBe(0);
  });

  it('is told which rules it breaks, where, and where they are written', async () => {
    const tree = treeFiles(account, files);
    await tree.edit('actor.jsonld', (actor) => ({ ...actor, updateInterval: 'PT1M' }));
    for (const path of tree.files.keys()) if (path.includes('/o/')) tree.files.set(path, new TextEncoder().encode('{}'));
    const { exitCode, output } = await runPollen(['check', await writeTree(tree.files)]);
    expect(exitCode).toBe(1);
    expect(output).toContain('✗ actor-interval  updateInterval is between 15 minutes and one day. (section 4)');
    expect(output).toContain('      actor.jsonld: updateInterval is PT1M');
    expect(output).toContain('and 42 more');
    expect(output).not.toContain('\u001b');
  });

  it('is shown in colours where there are colours', async () => {
    expect((await runPollen(['check', await writeTree(files)], true)).output).toContain('\u001b[32m✓ reached\u001b[0m');
  });

  it('does not reach a level that it cannot show', async () => {
    expect((await runPollen(['check', await writeTree(files), '--level', 'L1'])).exitCode).toBe(1);
  });

  it('without an account cannot be read', async () => {
    const { exitCode, errors } = await runPollen(['check', await temporaryFolder()]);
    expect(exitCode).toBe(2);
    expect(errors).toContain('There is no account below');
  });

  it('with another account than the one that is asked for cannot be read', async () => {
    const other = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
    const { exitCode, output } = await runPollen(['check', await writeTree(files), '--account', other]);
    expect(exitCode).toBe(2);
    expect(output).toContain('Could not be read');
  });

  it('is reported as JSON for programs', async () => {
    const { exitCode, output } = await runPollen(['check', await writeTree(files), '--json', '--pages', '1']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      version: 1,
      wanted: 'L0',
      passed: true,
      accounts: [
        { did: account.signer.did, levels: { L0: 'reached' }, findings: [], coverage: { pages: { checked: 1, total: 3 } } },
      ],
    });
  });

  it('that went back is found out by what was remembered', async () => {
    const state = join(await temporaryFolder(), 'state.json');
    expect((await runPollen(['check', await writeTree(files), '--state', state])).exitCode).toBe(0);
    const remembered = await readFile(state, 'utf8');
    const older = await createGoodAccount();
    const tree = treeFiles(older, files);
    await tree.edit('outbox.jsonld', (outbox) => ({ ...outbox, updated: '2026-01-01T00:00:01Z' }));
    const { exitCode, output } = await runPollen(['check', await writeTree(tree.files), '--state', state]);
    expect(exitCode).toBe(1);
    expect(output).toContain('outbox-updated');
    // Going back is not remembered.
    expect(await readFile(state, 'utf8')).toBe(remembered);
  });
});

describe('a CAR file', () => {
  const root = () => {
    if (account.root === undefined) throw new Error('nothing is published');
    return account.root;
  };

  it('in order passes', async () => {
    const file = await writeCar([root()], account.store.blocks());
    expect(await runPollen(['check', file])).toMatchObject({ exitCode: 0, errors: '' });
  });

  it('with a damaged block and a missing one is found out', async () => {
    const [first, ...blocks] = [...account.store.blocks()].filter(({ cid }) => !cid.equals(root()));
    const damaged = blocks.map(({ cid, bytes }, index) => ({
      cid,
      bytes: index === 5 ? Uint8Array.from(bytes, (byte) => byte ^ 1) : bytes,
    }));
    const rest = [...account.store.blocks()].filter(({ cid }) => cid.equals(root()));
    expect(first).toBeDefined();
    const { exitCode, output } = await runPollen(['check', await writeCar([root()], [...damaged, ...rest])]);
    expect(exitCode).toBe(1);
    expect(output).toContain('block-damaged');
    expect(output).toContain('not in the CAR');
    expect(output).toContain('does not hash to its CID');
  });

  it.each([
    ['two roots', (cid: ReturnType<typeof root>) => [cid, cid], 'one root, this one has 2'],
    ['no root', () => [], 'one root, this one has none'],
  ])('with %s cannot be read', async (_, roots, message) => {
    const { exitCode, errors } = await runPollen(['check', await writeCar(roots(root()), account.store.blocks())]);
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
  });

  it('that is none cannot be read', async () => {
    const file = join(await temporaryFolder(), 'letter.car');
    await writeFile(file, 'Dear Bob');
    expect(await runPollen(['check', file])).toMatchObject({ exitCode: 2, errors: expect.stringContaining('not a CAR file') });
  });
});
