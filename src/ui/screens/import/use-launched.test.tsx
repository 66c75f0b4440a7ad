// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountsDesk } from '../../../services/accounts/accounts-api.ts';
import { draw } from '../../testing/draw.tsx';
import type { IncomingFile } from './incoming-files.ts';
import { useLaunched } from './use-launched.ts';

const list = new File(['Account address\nada@example.org\n'], 'follows.csv', { type: 'text/csv' });
const added: (readonly IncomingFile[])[] = [];
const kept: string[] = [];

function Launched(): ReactNode {
  const take = useLaunched((files) => void added.push(files));
  return <button onClick={() => take([{ file: list }])}>launch</button>;
}

/** Opens the app with a file, on a device with so many accounts; where the app goes. */
async function launch(accounts: number): Promise<readonly string[]> {
  const desk = { count: async () => accounts } as AccountsDesk;
  const { press, places } = await draw(<Launched />, { accounts: async () => desk });
  await press('launch');
  await act(async () => undefined);
  return places;
}

beforeEach(() => {
  added.length = 0;
  kept.length = 0;
  const cache = { put: async (_key: string, response: Response) => void kept.push(response.headers.get('x-file-name') ?? '') };
  Object.assign(globalThis, { caches: { delete: async () => true, open: async () => cache } });
});

describe('files that the system opened the app with', () => {
  it('are for the only account', async () => {
    await launch(1);
    expect(added).toEqual([[{ file: list }]]);
    expect(kept).toEqual([]);
  });

  it('wait until somebody said for which of several', async () => {
    expect((await launch(2)).at(-1)).toBe('/settings/share');
    expect(kept).toEqual(['follows.csv']);
    expect(added).toEqual([]);
  });
});
