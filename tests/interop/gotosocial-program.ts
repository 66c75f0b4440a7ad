import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTool } from '../../scripts/system-tools.mjs';

export const gotosocialVersion = 'v0.20.0';
const module = 'code.superseriousbusiness.org/gotosocial';
const run = promisify(execFile);
/** Hundreds of packages on a small machine. */
const buildTimeoutMs = 45 * 60_000;

/**
 * GoToSocial's program, with its `web` folder beside it as releases have it: POLLEN_GOTOSOCIAL, else the one built earlier, else built
 * now with Go and kept outside the repository. A text says why there is none.
 */
export async function gotosocialProgram(): Promise<{ readonly program: string } | { readonly missing: string }> {
  const given = process.env['POLLEN_GOTOSOCIAL'];
  if (given !== undefined && given !== '') return { program: given };
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pollen', `gotosocial-${gotosocialVersion}`);
  const program = join(folder, process.platform === 'win32' ? 'gotosocial.exe' : 'gotosocial');
  if (existsSync(program)) return { program };
  const go = findTool('go') ?? (existsSync('/usr/local/go/bin/go') ? '/usr/local/go/bin/go' : undefined);
  if (go === undefined) return { missing: 'there is no Go on this machine' };
  mkdirSync(folder, { recursive: true });
  try {
    const { stdout } = await run(go, ['mod', 'download', '-json', `${module}@${gotosocialVersion}`], { timeout: buildTimeoutMs });
    const { Dir: source } = JSON.parse(stdout) as { readonly Dir: string };
    console.log(`Building GoToSocial ${gotosocialVersion} into ${folder}: once, for ten minutes or more.`);
    await run(go, ['build', '-mod=readonly', '-buildvcs=false', '-o', program, './cmd/gotosocial'], {
      cwd: source,
      timeout: buildTimeoutMs,
    });
    cpSync(join(source, 'web'), join(folder, 'web'), { recursive: true });
    return { program };
  } catch (error) {
    return { missing: `it could not be built: ${String(error).slice(0, 300)}` };
  }
}
