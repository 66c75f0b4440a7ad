// @vitest-environment jsdom
import { act, type ReactNode, useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { FilePreview, ImportChoices } from '../../../services/import/files-api.ts';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { firstChoices } from './import-choices.ts';
import { PreviewCard } from './preview-card.tsx';
import type { Reading } from './use-previews.ts';

const follows: FilePreview = {
  id: 'p1',
  fileName: 'addresses.csv',
  kind: 'follows',
  alternatives: [],
  entries: 412,
  alreadyThere: 38,
  leftOut: [{ reason: 'malformed', count: 3 }],
  examples: ['@ada@mastodon.example'],
};

/** The card, with choices kept as the screen keeps them. */
async function show(preview: Partial<FilePreview>): Promise<Drawn & { readonly started: ImportChoices[] }> {
  const started: ImportChoices[] = [];
  const whole = { ...follows, ...preview };
  function Probe(): ReactNode {
    const [choices, setChoices] = useState(firstChoices(whole));
    const reading: Reading = { key: 1, fileName: 'addresses.csv', status: 'ready', preview: whole, choices, chosen: false };
    return (
      <PreviewCard reading={reading} isOnly onChoose={setChoices} onStart={() => started.push(choices)} onRemove={nothing} />
    );
  }
  return { ...(await draw(<Probe />)), started };
}

const nothing = (): void => undefined;

describe('the preview of a file', () => {
  it('says what will be done, what is there and what is left out, before anything happens', async () => {
    const { element, started, press } = await show({});
    expect(element.textContent).toContain('@ada@mastodon.example');
    expect(element.textContent).toContain('38 are here already and stay as they are.');
    expect(element.textContent).toContain('3 rows are no addresses: left out.');
    expect(element.textContent).toContain('Nobody there is told that you follow them.');
    expect(started).toEqual([]);
    await press('Follow 412 people');
    expect(started).toEqual([{ kind: 'follows' }]);
  });

  it('asks what addresses are that could be anything, and goes by the answer', async () => {
    const { element, started, press } = await show({ alternatives: ['follows', 'blocks', 'mutes'] });
    const choices = [...element.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    expect(choices.map((choice) => choice.checked)).toEqual([true, false, false]);
    await act(async () => choices[1]?.click());
    await press('Block 412 people');
    expect(started).toEqual([{ kind: 'blocks' }]);
  });

  it('has nothing to press where there is nothing to do', async () => {
    const { element } = await show({ entries: 0, examples: [] });
    expect(element.textContent).toContain('all of this is here already');
    expect([...element.querySelectorAll('button')].map((button) => button.textContent)).toEqual(['', 'Put away']);
  });

  it('brings in of an archive what most mean, never what was not public', async () => {
    const { element, started, press } = await show({
      kind: 'archive',
      archive: {
        account: '@ada@mastodon.example',
        name: 'Ada',
        posts: 1810,
        boosts: 420,
        followersOnly: 133,
        direct: 1,
        likes: 9,
        bookmarks: 0,
        mediaFiles: 3,
        mediaBytes: 2_000_000,
        file: 'ask',
      },
    });
    expect(element.textContent).toContain('133 posts for followers only stay out. 1 private message stays out.');
    expect(element.textContent).toContain('you are asked for it again');
    const offered = [...element.querySelectorAll('fieldset label')].map((label) => label.textContent);
    expect(offered).toEqual([
      '1,810 public posts',
      '3 pictures and other files, 2 MB',
      'Name, words and picture',
      '420 boosts',
      '9 likes',
    ]);
    await press('Bring in 1,810 posts');
    expect(started).toEqual([{ profile: true, posts: true, media: true, bookmarks: true, boosts: false, likes: false }]);
  });

  it('says in words why a file cannot be used', async () => {
    const reading: Reading = { key: 1, fileName: 'x.zip', status: 'failed', problem: { type: 'encrypted', fileName: 'x.zip' } };
    const { element } = await draw(
      <PreviewCard reading={reading} isOnly onChoose={nothing} onStart={nothing} onRemove={nothing} />,
    );
    expect(element.textContent).toContain('locked with a password');
  });
});
