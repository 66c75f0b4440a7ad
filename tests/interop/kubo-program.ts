import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTool } from '../../scripts/system-tools.mjs';

/** The newest release that builds from its module alone: 0.43.1 replaces a dependency by a branch of somebody's fork. */
export const kuboVersion = 'v0.43.0';
const kuboModule = 'github.com/ipfs/kubo';
const run = promisify(execFile);
/** Hundreds of packages on a small machine. */
const buildTimeoutMs = 45 * 60_000;

/**
 * Kubo's program: POLLEN_KUBO, else the one built earlier, else built now with Go and kept outside the repository. undefined: there is
 * neither a program nor Go.
 */
export async function kuboProgram(): Promise<string | undefined> {
  const given = process.env['POLLEN_KUBO'];
  if (given !== undefined && given !== '') return given;
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pollen', `kubo-${kuboVersion}`);
  const program = join(folder, process.platform === 'win32' ? 'ipfs.exe' : 'ipfs');
  if (existsSync(program)) return program;
  const go = findTool('go') ?? (existsSync('/usr/local/go/bin/go') ? '/usr/local/go/bin/go' : undefined);
  if (go === undefined) return undefined;
  console.log(`Building Kubo ${kuboVersion} into ${folder}: once, for ten minutes or more.`);
  mkdirSync(folder, { recursive: true });
  const { stdout } = await run(go, ['mod', 'download', '-json', `${kuboModule}@${kuboVersion}`], { timeout: buildTimeoutMs });
  const { Dir: source } = JSON.parse(stdout) as { readonly Dir: string };
  // From its own go.mod, so with the versions that its release was tested with.
  await run(go, ['build', '-mod=readonly', '-buildvcs=false', '-o', program, './cmd/ipfs'], {
    cwd: source,
    timeout: buildTimeoutMs,
  });
  return program;
}
