// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { me, stranger } from '../../development/sample-people.ts';
import { draw } from '../../testing/draw.tsx';
import { AddressDialogButton } from './address-dialog-button.tsx';

vi.mock('../follow/scanner.tsx', () => ({
  Scanner: (props: { readonly onFound: (text: string) => void }) => (
    <button type="button" onClick={() => props.onFound('https://pollen.example/#/@k51other')}>
      A code is seen
    </button>
  ),
}));

it('shows the own code and scans the other one in one place', async () => {
  const { element, press, places } = await draw(<AddressDialogButton person={me} link="https://pollen.example/#/@k51me" />);
  await press('Your address');
  expect(element.querySelector('dialog')?.textContent).toContain('Scan their code');
  await press('Scan their code');
  await vi.waitFor(() => expect(element.textContent).toContain('A code is seen'));
  await press('A code is seen');
  expect(decodeURIComponent(places.at(-1) ?? '')).toBe('/@https://pollen.example/#/@k51other');
});

it('offers no scanning on somebody else’s card', async () => {
  const { element, press } = await draw(<AddressDialogButton person={stranger} link="https://pollen.example/#/@k51" />);
  await press('Address');
  expect(element.querySelector('dialog')?.textContent).not.toContain('Scan their code');
});
