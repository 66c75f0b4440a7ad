import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { createVerifier } from '../proof/verifier.ts';
import type { AccountFixture } from '../tree/account-fixture.ts';
import { brokenHosts } from './testing/broken-hosts.ts';
import { brokenTrees } from './testing/broken-trees.ts';
import type { CheckedAccount } from './check-account.ts';
import { checkAccount } from './check-account.ts';
import { defaultBudget } from './check-context.ts';
import { brokenRules, createGoodAccount, filesOf, treeFiles } from './testing/tree-files.ts';
import type { TreeFiles } from './testing/tree-files.ts';
import { createHost } from './testing/host-fixture.ts';
import type { HostFixture } from './testing/host-fixture.ts';
import type { HostLayout } from './host-layout.ts';
import type { RecordAnswer } from './record-rules.ts';
import { ruleIds, rules } from './rules.ts';

const origin = 'https://me.example';
const rsaKey = '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----\n';
let account: AccountFixture;
let good: TreeFiles;

/** The account on its own origin, with all that level L1 asks for. */
beforeAll(async () => {
  account = await createGoodAccount(origin);
  good = treeFiles(account, await filesOf(account));
  const { id } = good.document('actor.jsonld');
  await good.edit('actor.jsonld', (actor) => ({
    ...actor,
    gateways: [origin],
    webfinger: 'alice@me.example',
    publicKey: { id: `${String(id)}#main-key`, owner: String(id), publicKeyPem: rsaKey },
  }));
});

const without = (document: JsonObject, member: string): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([name]) => name !== member));

function check(
  changes: Partial<HostFixture> & {
    readonly layout?: HostLayout;
    readonly askedAt?: string;
    readonly at?: string;
    readonly record?: { answer: RecordAnswer; servedRoot?: string };
  } = {},
): Promise<CheckedAccount> {
  const { layout = 'own', askedAt = origin, at = origin, record, ...host } = changes;
  const asker = createHost({ origin: at, did: good.did, files: good.files, ...host });
  return checkAccount({
    target: askedAt,
    did: good.did,
    place: {
      type: 'host',
      asker,
      host: { origin: askedAt, layout },
      record,
      ...(layout === 'own' && { ownOrigin: { origin: at, askedAt } }),
    },
    verifier: createVerifier(),
    nowMs: account.nowMs,
    budget: defaultBudget,
  });
}

describe('an own website in order', () => {
  it('reaches L1', async () => {
    const { report } = await check();
    expect(report.findings).toEqual([]);
    expect(report.levels).toEqual({ L0: 'reached', L1: 'reached', R1: 'reached' });
  });

  it('reaches L1 also on the local server that will be put there', async () => {
    const { report } = await check({ askedAt: 'http://127.0.0.1:8080' });
    expect(report.findings).toEqual([]);
    expect(report.levels.L1).toBe('reached');
  });

  it('is not L1 where it is not https', async () => {
    const checked = await check({ at: 'http://me.example' });
    expect(brokenRules(checked)).toEqual(['origin-https', 'origin-ids']);
    expect(checked.report.levels).toEqual({ L0: 'reached', L1: 'broken', R1: 'reached' });
  });

  it('is not L1 on another origin than its ids have', async () => {
    const checked = await check({ at: 'https://you.example' });
    expect(brokenRules(checked)).toEqual(['origin-ids']);
  });

  it('is told that some servers want an RSA key, and that the actor names another address', async () => {
    const files = treeFiles(account, good.files);
    await files.edit('actor.jsonld', (actor) => ({ ...without(actor, 'publicKey'), webfinger: 'bob@me.example' }));
    const checked = await check({ files: files.files });
    expect(brokenRules(checked)).toEqual(['actor-rsa', 'webfinger-actor']);
  });
});

describe('a host that breaks', () => {
  it.each(brokenHosts.map((broken) => ({ ...broken, name: `${broken.rules.join(', ')}: ${broken.how}` })))(
    '$name',
    async (broken) => {
      const host: HostFixture = { origin, did: good.did, files: good.files };
      const checked = await check({ change: (question, answer) => broken.change(question, answer, host) });
      expect(brokenRules(checked)).toEqual(broken.rules.toSorted());
      const isError = broken.rules.some((rule) => rules[rule].severity === 'error');
      expect(checked.report.levels.L1).toBe(isError ? 'broken' : 'reached');
    },
  );
});

describe('a gateway', () => {
  const record = { sequence: 7n, validUntilMs: Date.UTC(2026, 11, 1), isExpired: false, root: 'bafyroot' };
  const askedAt = 'https://gateway.example';

  it('is nobody’s own origin, and owes a path gateway’s readers no types', async () => {
    const files = new Map([...good.files].map(([path, bytes]) => [`ipns/${nameOf()}/${path}`, bytes]));
    const { report } = await check({
      layout: 'ipns',
      askedAt,
      files,
      record: { answer: { type: 'found', record }, servedRoot: 'bafyroot' },
      change: (_question, answer) => ({
        ...answer,
        headers: { ...answer.headers, 'content-type': 'application/json', 'cache-control': 'max-age=300' },
      }),
    });
    expect(report.findings).toEqual([]);
    expect(report.levels).toEqual({ L0: 'reached', L1: 'not-applicable', R1: 'reached' });
    expect(report.record).toEqual({ sequence: '7', validUntil: '2026-12-01T00:00:00.000Z', root: 'bafyroot' });
  });

  const nameOf = (): string => treeName;
  let treeName = '';
  beforeAll(async () => {
    treeName = (await check()).report.name;
  });

  it.each([
    { rule: 'record-missing', answer: { type: 'missing' }, servedRoot: undefined },
    { rule: 'record-invalid', answer: { type: 'invalid', reason: 'invalid' }, servedRoot: undefined },
    { rule: 'record-expired', answer: { type: 'found', record: { ...record, isExpired: true } }, servedRoot: undefined },
    {
      rule: 'record-expiring',
      answer: { type: 'found', record: { ...record, validUntilMs: Date.UTC(2026, 0, 20) } },
      servedRoot: undefined,
    },
    { rule: 'record-tree', answer: { type: 'found', record }, servedRoot: 'bafyother' },
  ] as const)('is told of $rule', async ({ rule, answer, servedRoot }) => {
    const files = new Map([...good.files].map(([path, bytes]) => [`ipns/${treeName}/${path}`, bytes]));
    expect(brokenRules(await check({ layout: 'ipns', askedAt, files, record: { answer, servedRoot } }))).toEqual([rule]);
  });

  it('that cannot be reached is told from one that breaks rules', async () => {
    const checked = await check({ change: () => undefined });
    expect(checked.isReadable).toBe(false);
    expect(checked.report.levels).toEqual({ L0: 'broken', L1: 'broken', R1: 'broken' });
  });
});

describe('an account that publishes while it is checked', () => {
  it('is read again, and nothing is held against it', async () => {
    const later = await createGoodAccount(origin);
    await later.publish([await later.create('<p>Meanwhile</p>')]);
    const newer = await filesOf(later);
    let answers = 0;
    // The outbox is still the old one, everything after it is new.
    const asker = createHost({ origin, did: good.did, files: newer });
    const before = createHost({ origin, did: good.did, files: await filesOf(account) });
    const checked = await checkAccount({
      target: origin,
      did: good.did,
      place: {
        type: 'host',
        asker: { ...asker, ask: (question) => (answers++ < 2 ? before : asker).ask(question) },
        host: { origin, layout: 'own' },
      },
      verifier: createVerifier(),
      nowMs: later.nowMs,
      budget: defaultBudget,
    });
    expect(brokenRules(checked)).toEqual([]);
    expect(checked.report.coverage.activities.accepted).toBe(50);
  });
});

describe('a browser', () => {
  it('does not hold against a host what it cannot see', async () => {
    const { report } = await check({
      seesEverything: false,
      change: (question, answer) => {
        expect(question.method).toBe('GET');
        expect(question.headers['If-None-Match']).toBeUndefined();
        return {
          ...answer,
          headers: {
            etag: '"x"',
            'cache-control': answer.headers['cache-control'] ?? '',
            'content-type': answer.headers['content-type'] ?? '',
          },
        };
      },
    });
    expect(report.findings).toEqual([]);
  });
});

it('has a case for every rule', () => {
  const elsewhere = [
    // walk-memory.test.ts
    'page-sealed',
    'actor-update',
    'activity-gone',
    'outbox-updated',
    'record-back',
    // successor-rules.test.ts
    'actor-successor',
    'succession-alias',
    'succession-bytes',
    // above, and car-source.test.ts
    'record-missing',
    'record-invalid',
    'record-expired',
    'record-expiring',
    'record-tree',
    'origin-https',
    'origin-ids',
    'actor-rsa',
    'webfinger-actor',
    'block-damaged',
  ];
  const broken = new Set<string>([...brokenTrees, ...brokenHosts].flatMap((one) => one.rules).concat(elsewhere as never[]));
  expect(ruleIds.filter((rule) => !broken.has(rule))).toEqual([]);
});
