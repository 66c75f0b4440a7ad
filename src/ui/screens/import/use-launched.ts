import { useLocation } from 'wouter';
import { keepShared } from '../../../sw/shared-box.ts';
import { useApp } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import type { IncomingFile } from './incoming-files.ts';

/** Files that the system opened the app with: with several accounts they wait where shared files do, until somebody said for which. */
export function useLaunched(add: (files: readonly IncomingFile[]) => void): (files: readonly IncomingFile[]) => void {
  const app = useApp();
  const [, navigate] = useLocation();

  async function take(files: readonly IncomingFile[]): Promise<void> {
    if ((await (await app.accounts()).count()) < 2) return add(files);
    const form = new FormData();
    for (const { file } of files) form.append('files', file);
    await keepShared(form, globalThis.caches);
    navigate(`${paths.settings}/share`, { replace: true });
  }

  // Where nothing can be kept or counted they are for the account that is open.
  return (files) => void take(files).catch(() => add(files));
}
