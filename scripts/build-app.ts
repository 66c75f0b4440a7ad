import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['src', 'public', 'scripts', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** Builds `dist/` unless it already stands for exactly these sources. Throws when the build fails. */
export function buildApp(root: string): void {
  const fingerprint = fingerprintOf(root);
  const stamp = join(root, 'dist/.built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  console.log('Building the app …');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) throw new Error('vite build failed; its message is above');
  writeFileSync(stamp, fingerprint);
}

export function fingerprintOf(root: string): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).toSorted()) visit(join(path, name));
    } else if (!path.endsWith('.test.ts') && !path.endsWith('.test.tsx')) {
      hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  };
  for (const source of sources) visit(join(root, source));
  return hash.digest('hex');
}
