// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openPostsByClick } from './open-by-click.ts';

const opened = vi.fn();
let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = `
    <article tabindex="0" data-post="1">
      <p>Words of the post, <a href="https://example.org/">a link</a></p>
      <a href="#/post/1" data-action="open">5m</a>
      <button>Like <svg><path></path></svg></button>
      <label><input type="radio" /> An answer</label>
    </article>
    <p id="elsewhere">Elsewhere</p>`;
  opened.mockReset();
  document.querySelector('[data-action="open"]')?.addEventListener('click', (event) => {
    event.preventDefault();
    opened(event);
  });
  stop = openPostsByClick(document);
});

afterEach(() => {
  stop();
  getSelection()?.removeAllRanges();
  location.hash = '';
});

const click = (selector: string, more: MouseEventInit = {}): boolean | undefined =>
  document.querySelector(selector)?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...more }));

it('opens a post by its words, once, and elsewhere when a key says so', () => {
  click('p');
  expect(opened).toHaveBeenCalledTimes(1);
  click('article', { ctrlKey: true });
  expect(opened.mock.lastCall?.[0]).toMatchObject({ ctrlKey: true });
});

it('leaves alone what does something by itself', () => {
  for (const selector of ['p a', 'button', 'path', 'label', '#elsewhere']) click(selector);
  expect(opened).not.toHaveBeenCalled();
});

it('leaves alone words that are being selected, and the post that is open', () => {
  getSelection()?.selectAllChildren(document.querySelector('p') as Element);
  click('p');
  getSelection()?.removeAllRanges();
  location.hash = '#/post/1';
  click('p');
  expect(opened).not.toHaveBeenCalled();
});
