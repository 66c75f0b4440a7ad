// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CanonicalId } from '../../../protocol/brand.ts';
import type { PollenApp } from '../../../services/app-api.ts';
import { samplePost } from '../../development/sample-posts.ts';
import { eventually, open, written } from './composer-fixture.tsx';

afterEach(() => document.body.replaceChildren());

describe('the composer', () => {
  it('posts what was written with Ctrl and Enter, and not while an input method is composing', async () => {
    const it = await open({ kind: 'new' });
    await it.type('Text', 'hello');
    await it.key(document.body, 'Enter', { ctrlKey: true, isComposing: true });
    expect(it.posted).toEqual([]);
    await it.key(document.body, 'Enter', { ctrlKey: true });
    await eventually(() => expect(it.posted).toMatchObject([{ text: 'hello' }]));
  });

  it('writes a thread: posts are added, taken out, and posted together', async () => {
    const it = await open({ kind: 'new' });
    await it.type('Text', 'one');
    await it.press('Add another post');
    await it.press('Add another post');
    expect(it.button('Post all').getAttribute('aria-disabled')).toBe('true');
    await eventually(() => expect(it.element.textContent).toContain('Post 2 is empty.'));
    await it.type('Post 2, words', 'two');
    await eventually(() => expect(it.element.textContent).toContain('Post 3 is empty.'));
    await it.type('Post 3, words', 'three');
    expect(it.element.textContent).not.toContain('is empty');
    // What was written in it is asked about.
    await it.press('Remove post 2');
    await eventually(() => expect(it.element.textContent).toContain('What you wrote in it is gone then.'));
    expect(it.field('Post 2, words').value).toBe('two');
    await act(async () => [...it.element.querySelectorAll<HTMLElement>('dialog dialog button')].at(-1)?.click());
    await it.press('Post all');
    await eventually(() => expect(it.posted).toMatchObject([{ text: 'one', more: [{ text: 'three' }] }]));
  });

  it('has the focus where one writes on: in a post that was added, and before one that was taken out', async () => {
    const it = await open({ kind: 'new' });
    await it.type('Text', 'one');
    await it.press('Add another post');
    await eventually(() => expect(document.activeElement).toBe(it.field('Post 2, words')));
    await it.press('Add another post');
    await eventually(() => expect(document.activeElement).toBe(it.field('Post 3, words')));
    await it.press('Remove post 3');
    await eventually(() => expect(document.activeElement).toBe(it.field('Post 2, words')));
  });

  it('keeps what could not be posted in hand', async () => {
    const rest = { ...written, text: 'two', inReplyTo: 'ap://first' as CanonicalId };
    const it = await open({ kind: 'new' }, [], {
      post: async () => ({ ok: false, error: { type: 'partly', posted: 1, of: 2, rest } }),
    });
    await it.type('Text', 'one');
    await it.press('Post');
    await eventually(() => expect(it.element.textContent).toContain('1 of 2 posts are on their way'));
    expect(it.field('Text').value).toBe('two');
  });

  it('asks for descriptions by the words of its button, and lets pictures be put in order', async () => {
    const picture = { mediaType: 'image/webp', alt: '', width: 1, height: 1 };
    const draft = {
      ...written,
      attachments: [
        { ...picture, digest: 'zQmA' },
        { ...picture, digest: 'zQmB', alt: 'A pond' },
      ],
    };
    const it = await open({ kind: 'draft', draft });
    await eventually(() => it.button('Post without description'));
    await eventually(() => it.button('Move attachment 1 down'));
    await it.press('Move attachment 1 down');
    await it.type('Description', 'B again');
    await it.press('Post without description');
    await eventually(() => expect(it.posted[0]?.attachments.map(({ digest }) => digest)).toEqual(['zQmB', 'zQmA']));
  });

  it('keeps files in the order in which they were chosen, also when later ones are prepared sooner', async () => {
    const preparing = new Map<string, PromiseWithResolvers<Awaited<ReturnType<PollenApp['attach']>>>>();
    const files = ['A', 'refused', 'B'].map((name) => new File([], name));
    const it = await open({ kind: 'new', files }, [], {
      attach: (file) => {
        const result = Promise.withResolvers<Awaited<ReturnType<PollenApp['attach']>>>();
        preparing.set((file as File).name, result);
        return result.promise;
      },
    });
    const ready = (digest: string): void =>
      preparing.get(digest)?.resolve({ ok: true, value: { mediaType: 'image/webp', alt: digest, width: 1, height: 1, digest } });
    await eventually(() => expect([...preparing.keys()]).toEqual(['A', 'refused', 'B']));
    await act(async () => preparing.get('refused')?.reject(new Error('no picture')));
    await act(async () => ready('B'));
    await act(async () => ready('A'));
    await it.type('Text', 'two of three');
    await it.press('Post');
    await eventually(() => expect(it.posted[0]?.attachments.map(({ digest }) => digest)).toEqual(['A', 'B']));
  });

  it('is closed by the way back, which leads nowhere else, and keeps what was written', async () => {
    const it = await open({ kind: 'new' });
    await it.type('Text', 'half a thought');
    // What listens to the way back loads with the first that opens.
    await eventually(() => expect(history.state).toMatchObject({ over: expect.any(String) as string }));
    await act(async () => history.back());
    await eventually(() => expect([...it.drafts.values()]).toMatchObject([{ text: 'half a thought' }]));
    expect(it.value.composing.intent.get()).toBeUndefined();
    expect(it.places).toEqual(['/']);
  });

  it('asks: two answers at least, and a question', async () => {
    const it = await open({ kind: 'new' });
    await it.press('Add poll');
    await eventually(() => expect(document.activeElement).toBe(it.field('Answer 1')));
    await it.type('Answer 1', 'Tea');
    await eventually(() => expect(it.element.textContent).toContain('The poll needs a question'));
    expect(it.button('Post').getAttribute('aria-disabled')).toBe('true');
    await it.type('Text', 'Tea or coffee?');
    await it.key(it.field('Answer 2'), 'Enter');
    await it.type('Answer 2', 'Coffee');
    await it.type('Answer 3', 'Water');
    await it.type('Open for', '60');
    await it.press('Post');
    await eventually(() =>
      expect(it.posted).toMatchObject([{ poll: { options: ['Tea', 'Coffee', 'Water'], isMultiple: false, minutes: 60 } }]),
    );
  });

  it('has the focus in a warning that was added', async () => {
    const it = await open({ kind: 'new' });
    await it.press('Add warning');
    await eventually(() => expect(document.activeElement).toBe(it.field('Content warning')));
  });

  it('is sent later: stored with its date, told plainly, and not posted', async () => {
    const it = await open({ kind: 'new' });
    await it.type('Text', 'later');
    await it.press('Send later');
    await eventually(() => expect(it.element.textContent).toContain('Pollen must be open here at that time'));
    await it.type('If Pollen is closed then', 'send');
    await it.press('Schedule');
    await eventually(() => expect(it.value.notices.shown.get().at(-1)?.text).toContain('Goes out on'));
    const [draft] = [...it.drafts.values()];
    expect(draft?.schedule?.ifMissed).toBe('send');
    expect(draft?.schedule?.atMs).toBeGreaterThan(Date.now());
    expect(it.posted).toEqual([]);
  });

  it('refuses a date that has passed, and says so', async () => {
    const it = await open({ kind: 'draft', draft: { ...written, schedule: { atMs: Date.now() - 3_600_000, ifMissed: 'ask' } } });
    await it.press('Schedule');
    await eventually(() => expect(it.element.textContent).toContain('This time has passed'));
    await it.press('Do not send later');
    await it.press('Post');
    await eventually(() => expect(it.posted).toHaveLength(1));
    expect(it.posted[0]?.schedule).toBeUndefined();
  });

  it('shows what is quoted, and may leave it out', async () => {
    const of = samplePost(0, 1);
    const it = await open({ kind: 'quote', of }, [], {
      thread: async () => ({ ancestors: [], post: of, replies: [], missing: 0, isCut: false }),
    });
    await eventually(() => expect(it.element.textContent).toContain(of.text.slice(0, 30)));
    await it.press('Post');
    await eventually(() => expect(it.posted).toMatchObject([{ quotes: of.id }]));
    await it.press('Do not quote');
    expect(it.button('Post').getAttribute('aria-disabled')).toBe('true');
  });

  it('says in its field what one does there', async () => {
    const told = async (intent: Parameters<typeof open>[0]): Promise<string> => (await open(intent)).field('Text').placeholder;
    expect(await told({ kind: 'new' })).toBe('What is on your mind?');
    expect(await told({ kind: 'reply', to: samplePost(0, 1) })).toBe('Your reply');
    expect(await told({ kind: 'quote', of: samplePost(0, 1) })).toBe('What do you say to it?');
  });

  it('edits with the old text and poll, and neither threads nor dates', async () => {
    const post = { ...samplePost(0, 1), text: 'Old text' };
    const it = await open({ kind: 'edit', post });
    expect(it.field('Text').value).toBe('Old text');
    it.button('Save changes');
    expect(() => it.button('Add another post')).toThrow();
    expect(() => it.button('Send later')).toThrow();
    expect(() => it.button('Add poll')).toThrow();
  });

  it('says when a text looks like another language, and takes it', async () => {
    const it = await open({ kind: 'new' });
    await it.type('Text', 'Die ersten Keimlinge sind da, und es ist noch viel zu kalt für den Garten.');
    await vi.waitFor(() => it.button('Mark as German'));
    await it.press('Mark as German');
    expect(it.field('Language of this post').value).toBe('de');
    expect(() => it.button('Mark as German')).toThrow();
  });

  it('completes names, by keyboard and by touch, and remembers who was meant', async () => {
    const it = await open({ kind: 'new' });
    const { people } = await import('../../development/sample-people.ts');
    const [person] = people;
    if (person === undefined) throw new Error('no sample person');
    await it.type('Text', `Hi @${person.username.slice(0, 2)}`);
    await eventually(() => expect(document.querySelectorAll('[role=option]').length).toBeGreaterThan(0));
    const text = it.field('Text');
    const list = document.getElementById(text.getAttribute('aria-controls') ?? '');
    expect(list?.getAttribute('role')).toBe('listbox');
    expect(document.getElementById(text.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-selected')).toBe('true');
    await it.key(text, 'Enter', { isComposing: true });
    expect(document.querySelector('[role=option]')).not.toBeNull();
    await it.key(text, 'Escape');
    expect(document.querySelector('[role=option]')).toBeNull();
    expect(text.getAttribute('aria-activedescendant')).toBeNull();
    await it.type('Text', `Hi @${person.username.slice(0, 3)}`);
    await eventually(() => expect(document.querySelectorAll('[role=option]').length).toBeGreaterThan(0));
    const options = [...document.querySelectorAll<HTMLElement>('[role=option]')];
    await act(async () => options.find((option) => option.textContent.includes(person.username))?.click());
    expect(it.field('Text').value).toBe(`Hi @${person.username} `);
    await it.press('Post');
    await eventually(() => expect(it.posted).toMatchObject([{ mentions: [{ text: `@${person.username}`, id: person.id }] }]));
  });

  it('completes emoji by name', async () => {
    const it = await open({ kind: 'new' });
    await it.type('Text', 'A :hone');
    await vi.waitFor(() => expect(document.querySelectorAll('[role=option]').length).toBeGreaterThan(0));
    await it.key(it.field('Text'), 'ArrowDown');
    await it.key(it.field('Text'), 'ArrowUp');
    await it.key(it.field('Text'), 'Enter');
    expect(it.field('Text').value).toMatch(/^A (🍯|🐝) $/u);
  });

  it('puts emoji in the skin tone that was chosen, now and later', async () => {
    vi.stubGlobal('CSS', { escape: (text: string) => text });
    const it = await open({ kind: 'new' });
    await it.press('Add emoji');
    await eventually(() => it.field('Search emoji'));
    await it.type('Search emoji', 'waving hand');
    await it.type('Skin tone', '\u{1F3FD}');
    await eventually(() => expect(it.button('waving hand').textContent).toBe('👋🏽'));
    await it.press('waving hand');
    expect(it.field('Text').value).toBe('👋🏽');
    const later = await open({ kind: 'new' });
    await later.press('Add emoji');
    await eventually(() => expect(later.field('Skin tone').value).toBe('\u{1F3FD}'));
    localStorage.clear();
    vi.unstubAllGlobals();
  });
});
