// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Did } from '../../../protocol/brand.ts';
import type { AccountsDesk } from '../../../services/accounts/accounts-api.ts';
import { createValue } from '../../app/value.ts';
import { draw } from '../../testing/draw.tsx';
import { account, ada, ben, cleo, createDesk } from './accounts-fixture.ts';
import { AccountsHere } from './accounts-here.tsx';
import { Accounts } from './accounts.tsx';
import { AskAccount } from './ask-account.tsx';
import { rememberChosen, takeChosen } from './chosen-account.ts';
import { OtherAccounts } from './other-accounts.tsx';
import { Switcher } from './switcher.tsx';

async function type(field: HTMLInputElement, text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('the switcher', () => {
  it('shows whose accounts are here, which is open, and what is new in the others', async () => {
    const { desk } = createDesk([ada, ben, cleo]);
    const { element } = await draw(<Switcher />, { accounts: async () => desk });
    const rows = [...element.querySelectorAll('li button')];
    expect(rows.map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'AAda@ada Open now',
      'BBen@ben 3 new notifications',
      'Cleo@cleo Locked',
    ]);
    expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual(['true', null, null]);
  });

  it('opens another one once, and says so', async () => {
    const { desk, calls } = createDesk([ada, ben, cleo]);
    const { element, press, value } = await draw(<Switcher />, { accounts: async () => desk });
    value.switching.set(true);
    await press(/^BBen/);
    await press(/Cleo/);
    expect(calls).toEqual(['open did:key:Ben']);
    expect(element.querySelector('[role=status]')?.textContent).toBe('Opening Ben…');
    expect(location.hash).toBe('#/');
  });

  it('goes away when the open one is chosen', async () => {
    const { desk, calls } = createDesk([ada, ben]);
    const { press, value } = await draw(<Switcher />, { accounts: async () => desk });
    value.switching.set(true);
    await press(/^AAda/);
    expect(value.switching.get()).toBe(false);
    expect(calls).toEqual([]);
  });

  it('lets what was just written leave first, unless one cannot wait', async () => {
    const { desk, calls } = createDesk([ada, ben]);
    let waiting = 1;
    const listeners = new Set<(topics: ReadonlySet<string>) => void>();
    const app = {
      accounts: async () => ({ ...desk, waiting: async () => waiting }),
      changes(listener: (topics: ReadonlySet<string>) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const first = await draw(<Switcher />, app);
    await first.press(/^BBen/);
    expect(first.element.textContent).toContain('What you wrote last is on its way…');
    expect(calls).toEqual([]);
    waiting = 0;
    await act(async () => {
      for (const listener of listeners) listener(new Set(['outbox']));
    });
    expect(calls).toEqual(['open did:key:Ben']);
    waiting = 1;
    const second = await draw(<Switcher />, app);
    await second.press(/^BBen/);
    await second.press('Switch now, send it later');
    expect(calls).toEqual(['open did:key:Ben', 'open did:key:Ben']);
  });

  it('goes after half a minute and the time to take a post back, though it has not left', async () => {
    const { desk, calls } = createDesk([ada, ben]);
    const limit = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
    const { press, value } = await draw(<Switcher />, { accounts: async () => ({ ...desk, waiting: async () => 1 }) });
    await press(/^BBen/);
    expect(timeout.mock.calls).toEqual([[value.app.settings.get().undoSeconds * 1000 + 30_000]]);
    expect(calls).toEqual([]);
    await act(async () => limit.abort());
    expect(calls).toEqual(['open did:key:Ben']);
  });

  it('does not wait without a network', async () => {
    const { desk, calls } = createDesk([ada, ben]);
    const { press } = await draw(<Switcher />, {
      accounts: async () => ({ ...desk, waiting: async () => 4 }),
      connection: createValue({ state: 'offline', directPeers: 0, gateways: [], connections: [] } as const),
    });
    await press(/^BBen/);
    expect(calls).toEqual(['open did:key:Ben']);
  });

  it('stays where it is when the account could not be opened', async () => {
    const { desk } = createDesk([ada, ben]);
    const { element, press } = await draw(<Switcher />, {
      accounts: async () => ({ ...desk, open: () => Promise.reject(new Error('full')) }),
    });
    await press(/^BBen/);
    expect(element.querySelector('[role=status]')?.textContent).toBe('That did not work. Nothing was changed.');
    await press(/^BBen/);
  });

  it('says what adding one does before it closes the open one', async () => {
    const { desk, calls } = createDesk([ada]);
    const { element, press } = await draw(<Switcher />, { accounts: async () => desk });
    await press('Add another account');
    expect(calls).toEqual([]);
    expect(element.textContent).toContain('the same internet address');
    await press('Go on');
    expect(calls).toEqual(['close']);
  });
});

describe('removing an account', () => {
  it('needs a click and a yes with a way back', async () => {
    const { desk, calls } = createDesk([ada, ben]);
    const { element, press } = await draw(<Accounts />, { accounts: async () => desk });
    expect(element.textContent).toContain('About 7.3 MB on this device');
    await press('Remove Ben from this device');
    expect(calls).toEqual([]);
    await press('Remove from this device');
    expect(calls).toEqual(['remove did:key:Ben with a way back']);
    expect([...element.querySelectorAll('li button')].some((row) => row.textContent.includes('Ben'))).toBe(false);
  });

  it('asks for the username when nobody could bring it back, and says what is lost', async () => {
    const { desk, calls } = createDesk([ada, account('Ben', { hasWayBack: false, waiting: 2 })]);
    const { element, press } = await draw(<Accounts />, { accounts: async () => desk });
    await press('Remove Ben from this device');
    expect(element.textContent).toContain('2 changes have not left this device and are lost.');
    expect(element.textContent).toContain('the account is lost for good');
    await press('Remove from this device');
    expect(element.querySelector('dialog [role=alert]')?.textContent).toBe('That is not “ben”.');
    const field = element.querySelector<HTMLInputElement>('dialog input');
    if (field === null) throw new Error('no field');
    await type(field, 'bem');
    await press('Remove from this device');
    expect(calls).toEqual([]);
    await type(field, '@ben');
    await press('Remove from this device');
    expect(calls).toEqual(['remove did:key:Ben for good']);
  });
});

describe('without an open account', () => {
  it('shows those that are here at the beginning, and leaves the address as it is', async () => {
    location.hash = '#/@k51example';
    const { desk, calls } = createDesk([account('Ada'), ben]);
    const { press } = await draw(<AccountsHere />, { accounts: async () => desk });
    await press(/^AAda/);
    expect(calls).toEqual(['open did:key:Ada']);
    expect(location.hash).toBe('#/@k51example');
  });

  it('offers others on the lock screen only where there are others, and names none before it is asked', async () => {
    const one = createDesk([cleo]);
    const alone = await draw(<OtherAccounts />, { accounts: async () => one.desk });
    expect(alone.element.textContent).toBe('');
    const two = createDesk([account('Ada', { isOpen: true, locks: true }), ben]);
    const { element, press } = await draw(<OtherAccounts />, { accounts: async () => two.desk });
    expect(element.textContent).toBe('Open another account');
    await press('Open another account');
    expect(element.querySelectorAll('li')).toHaveLength(1);
    await press(/^BBen/);
    expect(two.calls).toEqual(['open did:key:Ben']);
  });
});

describe('what came from outside', () => {
  const asks = (desk: AccountsDesk) =>
    draw(
      <AskAccount title="Shared">
        <p>The composer</p>
      </AskAccount>,
      { accounts: async () => desk },
    );

  it('is not asked about with one account', async () => {
    expect((await asks(createDesk([ada]).desk)).element.textContent).toBe('The composer');
  });

  it('is for the account that is chosen: this one at once, another one after its page has started anew', async () => {
    const mine = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' as Did;
    const { desk, calls } = createDesk([{ ...ada, did: mine }, ben]);
    const { element, press } = await asks(desk);
    expect(element.textContent).toContain('For which account?');
    expect(element.textContent).not.toContain('The composer');
    await press(/^AAda/);
    expect(element.textContent).toBe('The composer');
    expect(calls).toEqual([]);
    const other = await asks(desk);
    await other.press(/^BBen/);
    expect(calls).toEqual(['open did:key:Ben']);
    expect(takeChosen(ben.did)).toBe(true);
    expect(takeChosen(ben.did)).toBe(false);
    rememberChosen(ada.did);
    expect(takeChosen(ben.did)).toBe(false);
  });
});
