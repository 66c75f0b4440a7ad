import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { help, parseCommandLine } from './command-line.ts';
import { completeSettings, type GatewayOptions } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollen-flags-'));
const nowhere = join(folder, 'nowhere');

function options(args: string[], environment: NodeJS.ProcessEnv = {}): GatewayOptions {
  const command = parseCommandLine(args, environment, nowhere);
  if (!command.ok || command.value.type !== 'run') throw new Error(command.ok ? 'help' : command.error);
  return command.value.options;
}
const refusal = (args: string[]): string => {
  const command = parseCommandLine(args, {}, nowhere);
  return command.ok ? '' : command.error;
};

describe('command line', () => {
  it('by default runs for this machine only, and keeps its people', () => {
    const settings = completeSettings(options([]));
    expect(settings).toMatchObject({ port: 8787, host: '127.0.0.1', stunHost: '127.0.0.1', openHosting: true });
    expect(settings.appDirectory).toBeUndefined();
  });

  it('keeps nobody unasked once others can reach it', () => {
    expect(completeSettings(options(['--host', '0.0.0.0'])).openHosting).toBe(false);
    expect(completeSettings(options(['--public-url', 'https://pollen.example'])).openHosting).toBe(false);
    expect(completeSettings(options(['--public-url', 'https://pollen.example', '--open-hosting'])).openHosting).toBe(true);
    expect(completeSettings(options(['--invite', 'meadow'])).openHosting).toBe(false);
  });

  it('lists servers on private addresses only when told to', () => {
    expect(completeSettings(options([])).privateHosts).toBe(false);
    expect(completeSettings(options(['--private-hosts'])).privateHosts).toBe(true);
  });

  it('reads flags and environment, flags first', () => {
    const environment = {
      POLLEN_PORT: '9000',
      POLLEN_ALLOW_ORIGIN: 'https://a.example, https://b.example',
      POLLEN_QUOTA_MB: '5',
    };
    const read = options(['--port', '9001'], environment);
    expect(read).toMatchObject({ port: 9001, quotaBytes: 5 * 2 ** 20, allowOrigins: ['https://a.example', 'https://b.example'] });
  });

  it('reads lists from files', () => {
    const deny = join(folder, 'deny');
    writeFileSync(deny, '# who misbehaved\n\ndid:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\n');
    const invites = join(folder, 'invites');
    writeFileSync(invites, 'meadow\nhedge\n');
    const read = options(['--deny', deny, '--invites', invites, '--invite', 'x']);
    expect(read.denied).toEqual(['did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK']);
    expect(read.invites).toEqual(['x', 'meadow', 'hedge']);
  });

  it('says what it does not understand', () => {
    expect(refusal(['--nonsense'])).toMatch(/nonsense/);
    expect(refusal(['--port', '99999'])).toMatch(/--port/);
    expect(refusal(['--public-url', 'https://pollen.example/path'])).toMatch(/without a path/);
    expect(refusal(['--app', nowhere])).toMatch(/no folder/);
    writeFileSync(join(folder, 'bad'), 'somebody\n');
    expect(refusal(['--deny', join(folder, 'bad')])).toMatch(/no account/);
  });

  it('helps', () => {
    expect(parseCommandLine(['--help'], {}, nowhere)).toEqual({ ok: true, value: { type: 'help' } });
    for (const flag of ['--port', '--data', '--public-url', '--allow-origin', '--deny']) expect(help).toContain(flag);
  });
});
