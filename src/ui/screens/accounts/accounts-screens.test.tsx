// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../../../protocol/result.ts';
import type { Did } from '../../../protocol/brand.ts';
import type { AccountHere, AccountsDesk } from '../../../services/accounts/accounts-api.ts';
import { createValue } from '../../app/value.ts';
import { draw } from '../../testing/draw.tsx';
import { AccountsHere } from './accounts-here.tsx';
import { Accounts } from './accounts.tsx';
import { AskAccount } from './ask-account.tsx';
import { rememberChosen, takeChosen } from './chosen-account.ts';
import { OtherAccounts } from './other-accounts.tsx';
import { watchMe } from './press-me.ts';
import { Switcher } from './switcher.tsx';

const account = (name: string, more: Partial<AccountHere> = {}): AccountHere => ({
  did: `did:key:${name}` as Did,
  name,
  username: name.toLowerCase(),
  isOpen: false,
  locks: false,
  hasWayBack: true,
  ...more,
});

function createDesk(here: readonly AccountHere[]) {
  const calls: string[] = [];
  let left = here;
  const desk: AccountsDesk = {
    list: async () => left,
    count: async () => left.length,
    waiting: async () => 0,
    keptElsewhere: async () => 'newest',
    size: async () => 7_300_000,
    async open(did) {
      calls.push(`open ${did}`);
      return ok(undefined);
    },
    async close() {
      calls.push('close');
    },
    async remove(did, consent) {
      calls.push(`remove ${did} ${consent?.losesForGood === true ? 'for good' : 'with a way back'}`);
      left = left.filter((one) => one.did !== did);
      return ok(undefined);
    },
  };
  return { desk, calls };
}

const ada = account('Ada', { isOpen: true, unread: 0 });
const ben = account('Ben', { unread: 3 });
const cleo = account('Cleo', { locks: true });

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

describe('"Me" in the bar', () => {
  function bar(current: boolean): HTMLElement {
    document.body.innerHTML = `<nav><a href="#/">Home</a><a href="#/me" ${current ? 'aria-current="page"' : ''}><span>Me</span></a></nav>`;
    const me = document.querySelector<HTMLElement>('a span');
    if (me === null) throw new Error('no bar');
    me.addEventListener('click', (event) => event.preventDefault());
    return me;
  }
  const point = (name: string, x = 0): Event => new MouseEvent(name, { bubbles: true, cancelable: true, clientX: x });

  it('opens the accounts when it is held, and nothing else then', () => {
    vi.useFakeTimers();
    const opened = vi.fn();
    const stop = watchMe({ accounts: async () => createDesk([ada, ben]).desk }, opened);
    const me = bar(false);
    const clicked = vi.fn();
    me.addEventListener('click', clicked);
    me.dispatchEvent(point('pointerdown'));
    vi.advanceTimersByTime(499);
    expect(opened).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(opened).toHaveBeenCalledOnce();
    const menu = point('contextmenu');
    me.dispatchEvent(menu);
    expect(menu.defaultPrevented).toBe(true);
    me.dispatchEvent(point('click'));
    expect(clicked).not.toHaveBeenCalled();
    me.dispatchEvent(point('pointerdown'));
    me.dispatchEvent(point('pointermove', 30));
    vi.advanceTimersByTime(1000);
    expect(opened).toHaveBeenCalledOnce();
    stop();
    vi.useRealTimers();
  });

  it('opens them with a second tap for whoever has several', async () => {
    for (const [count, current, times] of [
      [2, true, 1],
      [1, true, 0],
      [2, false, 0],
    ] as const) {
      const opened = vi.fn();
      const asked = vi.fn(async () => createDesk([ada, ben].slice(0, count)).desk);
      const stop = watchMe({ accounts: asked }, opened);
      const me = bar(current);
      me.dispatchEvent(point('pointerdown'));
      me.dispatchEvent(point('pointerup'));
      me.dispatchEvent(point('click'));
      await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(current ? 1 : 0));
      await new Promise((resolve) => setImmediate(resolve));
      expect(opened).toHaveBeenCalledTimes(times);
      stop();
    }
  });
});
