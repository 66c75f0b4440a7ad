import { expect, it } from 'vitest';
import { accountSeed } from '../../protocol/identity/secrets.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { createMemoryDeviceStore } from '../testing/memory-device-store.ts';
import { seal } from './envelope.ts';
import { openGuardedRoot } from './guarded-root.ts';

const passphrase = 'correct horse battery';
const root = new Uint8Array(32).fill(3);
const did = seedToDid(accountSeed(root));

async function setUp() {
  const device = createMemoryDeviceStore();
  await device.putAccount({
    did,
    name: didToIpnsName(did),
    createdAtMs: 0,
    signingKey: { kind: 'locked' },
    sealedRoot: await seal(root, passphrase, 4),
    readOnly: false,
  });
  let nowMs = 1_000_000;
  const parts = { device, subtle: crypto.subtle, clock: { nowMs: () => nowMs } };
  const ask = async (words: string) => {
    const opened = await openGuardedRoot(parts, did, words);
    return opened.ok ? 'opened' : opened.error.type;
  };
  return { ask, wait: (ms: number) => (nowMs += ms) };
}

it('lets nobody guess without growing pauses, and forgets them with the right passphrase', async () => {
  const { ask, wait } = await setUp();
  expect(await ask('wrong')).toBe('wrong-passphrase');
  expect(await ask(passphrase)).toBe('too-soon');
  wait(1000);
  expect(await ask('wrong')).toBe('wrong-passphrase');
  wait(1000);
  expect(await ask(passphrase)).toBe('too-soon');
  wait(1000);
  expect(await ask(passphrase)).toBe('opened');
  expect(await ask(passphrase)).toBe('opened');
});

it('counts several tries at once as several', async () => {
  const { ask } = await setUp();
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('wrong')));
  expect(answers.filter((answer) => answer === 'wrong-passphrase')).toHaveLength(1);
});

it('locks nobody out for years when the clock was set back', async () => {
  const { ask, wait } = await setUp();
  wait(100 * 365 * 86_400_000);
  expect(await ask('wrong')).toBe('wrong-passphrase');
  wait(-100 * 365 * 86_400_000);
  expect(await ask(passphrase)).toBe('too-soon');
  wait(1000);
  expect(await ask(passphrase)).toBe('opened');
});
