// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../protocol/result.ts';
import { wordsOf } from '../../../services/recovery/phrase.ts';
import { createFakeRecovery } from '../../development/fake-recovery.ts';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { RestoreWords } from '../welcome/restore-words.tsx';
import { Backup } from './backup.tsx';

const words = wordsOf(Uint8Array.from({ length: 32 }, (_, index) => index * 5));
const did = 'did:key:z6MkSample' as Parameters<typeof createFakeRecovery>[0];

/** React listens to the setter of the element, not to the property. */
async function type(field: HTMLInputElement | HTMLTextAreaElement | null | undefined, text: string): Promise<void> {
  if (!field) throw new Error('no field');
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

const area = ({ element }: Drawn) => element.querySelector('textarea');

describe('the words of an account', () => {
  it('are shown on request only, and gone when they are hidden', async () => {
    const drawn = await draw(<Backup />);
    await drawn.press('Show or print');
    expect(drawn.element.textContent).not.toContain(words[23]);
    await drawn.press('Show the words');
    expect(drawn.element.querySelectorAll('ol li')).toHaveLength(24);
    const paper = document.querySelector('[data-recovery-sheet]');
    expect(paper?.textContent).toContain(words[23]);
    expect(paper?.querySelector('svg path')?.getAttribute('d')).toMatch(/^M/);
    await drawn.press('Hide the words');
    expect(document.querySelector('[data-recovery-sheet]')).toBeNull();
    expect(drawn.element.textContent).not.toContain(words[23]);
  });

  it('ask for the passphrase once there is one, and say when it is wrong', async () => {
    const drawn = await draw(<Backup />, {
      recovery: async () => ({
        ...createFakeRecovery(did, () => false),
        sheet: async () => err({ type: 'wrong-passphrase' }),
      }),
    });
    await drawn.press('Show or print');
    await drawn.press('Show the words');
    expect(drawn.element.querySelector('[role=alert]')?.textContent).toContain('This passphrase does not open');
  });

  it('are checked four at a time, and the wrong ones are named', async () => {
    const drawn = await draw(<Backup />);
    await drawn.press('Check the words');
    await drawn.press('Ask me for four words');
    const fields = [...drawn.element.querySelectorAll<HTMLInputElement>('input[lang=en]')];
    expect(fields).toHaveLength(4);
    for (const [index, place] of [3, 8, 15, 22].entries()) {
      await type(fields[index], index === 1 ? 'zoo' : (words[place - 1] ?? ''));
    }
    const check = [...drawn.element.querySelectorAll<HTMLButtonElement>('form button')].at(-1);
    await act(async () => check?.click());
    const alerts = [...drawn.element.querySelectorAll('[role=alert]')];
    expect(alerts.map((alert) => alert.parentElement?.textContent)).toEqual(['Word 8This is another word.']);
  });
});

describe('a restore by words', () => {
  it('completes words, and says which one is wrong', async () => {
    const drawn = await draw(<RestoreWords onRestored={() => undefined} />);
    await type(area(drawn), `${words[0]} qwertz aban`);
    expect(drawn.element.textContent).toContain('Word 2, “qwertz”, is not one of the recovery words.');
    await drawn.press('abandon');
    expect(area(drawn)?.value).toBe(`${words[0]} qwertz abandon `);
    expect(drawn.element.textContent).toContain('3 of 24 words');
  });

  it('takes the text of a sheet, too, with its places', async () => {
    const drawn = await draw(<RestoreWords onRestored={() => undefined} />);
    await type(area(drawn), `pollen-recovery:1?words=${words.join('+')}&via=https%3A%2F%2Fkept.example`);
    expect(area(drawn)?.value).toBe(words.join(' '));
    expect(drawn.element.querySelector('details')?.textContent).toContain('https://kept.example');
  });

  it('says how many answered when nobody has the account, and can begin without it', async () => {
    let restored = 0;
    const chosen: unknown[] = [];
    const drawn = await draw(<RestoreWords onRestored={() => (restored += 1)} />, {
      restoring: async () => ({
        gateways: async () => ['https://one.example', 'https://two.example'],
        find: async () => ok({ did, answered: ['https://one.example'] }),
      }),
      async restoreWords(_text, choice) {
        chosen.push(choice);
        return chosen.length === 1 ? err({ type: 'storage-full' }) : ok({} as never);
      },
    });
    await type(area(drawn), words.join(' '));
    await drawn.press('Find my account');
    expect(drawn.element.querySelector('[role=alert]')?.textContent).toContain('1 of 2 places answered');
    expect(drawn.element.querySelector('details')?.open).toBe(true);
    await drawn.press('Begin without my posts');
    expect([restored, chosen]).toEqual([0, [{ generation: 0, gateways: ['https://one.example', 'https://two.example'] }]]);
    await drawn.press('Begin without my posts');
    expect(restored).toBe(1);
  });

  it('asks the place this app stands at even when somebody is quicker than the check that it keeps accounts', async () => {
    const atHome = Promise.withResolvers<readonly string[]>();
    const asked: unknown[] = [];
    const drawn = await draw(<RestoreWords onRestored={() => undefined} />, {
      restoring: async () => ({
        gateways: () => atHome.promise,
        async find(_text, gateways) {
          asked.push(gateways);
          return ok({ did, answered: [] });
        },
      }),
    });
    await type(area(drawn), words.join(' '));
    await drawn.press('Find my account');
    expect(asked).toEqual([]);
    await act(async () => atHome.resolve(['https://home.example']));
    expect(asked).toEqual([['https://home.example']]);
    expect(drawn.element.querySelector('[role=alert]')?.textContent).toContain('0 of 1 places answered');
  });
});
