// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RichNode, RichText as RichTextData } from '../../protocol/rich-text.ts';
import { RichText } from './rich-text.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

function draw(content: RichTextData): HTMLElement {
  const element = document.createElement('div');
  const view: ReactNode = <RichText content={content} />;
  act(() => createRoot(element).render(view));
  return element;
}

const link = (href: string | undefined): RichNode => ({ tag: 'a', children: ['x'], ...(href === undefined ? {} : { href }) });

describe('rich text', () => {
  it('shows markup in a text as text', () => {
    const element = draw([{ tag: 'p', children: ['<img src=x onerror=alert(1)> & <script>'] }]);
    expect(element.querySelector('img, script')).toBeNull();
    expect(element.textContent).toBe('<img src=x onerror=alert(1)> & <script>');
  });

  it('opens the web in a new tab that learns nothing', () => {
    const anchor = draw([link('https://example.org/a?b=c')]).querySelector('a');
    expect(anchor?.getAttribute('href')).toBe('https://example.org/a?b=c');
    expect(anchor?.target).toBe('_blank');
    expect(anchor?.rel).toBe('noopener noreferrer nofollow ugc');
  });

  it('opens people inside the app', () => {
    const anchor = draw([link('did:key:z6Mkexample')]).querySelector('a');
    expect(anchor?.getAttribute('href')).toBe('/@did%3Akey%3Az6Mkexample');
    expect(anchor?.target).toBe('');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'JAVASCRIPT:alert(1)', 'file:///etc/passwd', undefined])(
    'makes no link of %s, even if one had come through',
    (href) => {
      const element = draw([link(href)]);
      expect(element.querySelector('a')).toBeNull();
      expect(element.textContent).toBe('x');
    },
  );

  it('does not follow nesting without end', () => {
    let node: RichNode = 'deep';
    for (let depth = 0; depth < 3000; depth += 1) node = { tag: 'blockquote', children: [node] };
    const element = draw([node]);
    expect(element.textContent).toBe('deep');
    expect(element.querySelectorAll('blockquote').length).toBeLessThan(40);
  });

  it('gives each text its own direction', () => {
    expect(draw([{ tag: 'p', children: ['שלום'] }]).querySelector('p')?.dir).toBe('auto');
  });
});
