// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { PersonView, RemotePerson } from '../../../services/app-api.ts';
import { serverPeople } from '../../development/sample-servers.ts';
import { draw } from '../../testing/draw.tsx';
import { RemoteButtons, RemotePart } from './remote-person.tsx';

const [lena] = serverPeople;
if (lena?.remote === undefined) throw new Error('no sample people');
const person: PersonView = lena;
const remote: RemotePerson = lena.remote;

async function words(part: Partial<RemotePerson>): Promise<string> {
  const { element } = await draw(<RemotePart person={person} remote={{ ...remote, pollen: undefined, fields: [], ...part }} />);
  return element.textContent;
}

describe('somebody on a server', () => {
  it('is told to be just that', async () => {
    expect(await words({})).toMatch(/^From mastodon\.example, not signedUpdated 4 min/);
  });

  it.each<[Partial<RemotePerson>, string]>([
    [{ state: 'gone' }, 'This account on mastodon.example is gone.'],
    [{ state: 'forbidden' }, 'shows this account only to people who are signed in there'],
    [
      { state: 'unreachable', reason: 'no answer after 20 s' },
      'does not answer now (no answer after 20 s). What was read before stays',
    ],
    [{ approves: true }, 'Approves followers first.'],
  ])('has a state in plain words: %j', async (part, text) => {
    expect(await words(part)).toContain(text);
  });

  it('is offered on Pollen where both accounts name each other', async () => {
    const { element, button } = await draw(<RemotePart person={person} remote={remote} />);
    expect(element.querySelector('h2')?.textContent).toBe('Also on Pollen');
    expect(button('Following').textContent).toBe('Following');
  });

  it('shows own rows as text, two of one name as well', async () => {
    const fields = [
      { name: 'Web', value: ['<b>one</b>'] },
      { name: 'Web', value: ['two'] },
    ];
    const { element } = await draw(<RemotePart person={person} remote={{ ...remote, fields }} />);
    expect([...element.querySelectorAll('dd')].map((value) => value.textContent)).toEqual(['<b>one</b>', 'two']);
  });

  it('has a way to the page there that learns nothing about this one', async () => {
    const { element } = await draw(<RemoteButtons person={person} remote={remote} />);
    const link = element.querySelector('a');
    expect(link?.href).toBe('https://mastodon.example/@lena');
    expect(link?.rel).toBe('noopener noreferrer');
  });
});
