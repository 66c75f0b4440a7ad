import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const peersFolder = join(import.meta.dirname, 'peers');

/** Installs the peers' packages once, exactly as locked. */
export function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules'))) return;
  const result = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: peersFolder,
    stdio: 'inherit',
  });
  if (result.status !== 0) throw new Error('the peers could not be installed; npm says why above');
}
