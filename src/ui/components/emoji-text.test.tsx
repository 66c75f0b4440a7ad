// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { EmojiText, splitAtEmoji } from './emoji-text.tsx';

const emoji = { bee: 'https://a.example/bee.png', odd: 'javascript:alert(1)', plain: 'http://a.example/x.png' };

describe('emoji in texts', () => {
  it('become pictures that are named by their shortcode', async () => {
    const { element } = await draw(<EmojiText text="A :bee: and :bee:" emoji={emoji} />);
    const pictures = [...element.querySelectorAll('img')];
    expect(pictures.map((picture) => picture.alt)).toEqual([':bee:', ':bee:']);
    expect(pictures[0]?.getAttribute('src')).toBe('https://a.example/bee.png');
    expect(element.textContent).toBe('A  and ');
  });

  it.each([':wasp:', ':odd:', ':plain:', ':constructor:', '12:30:45', ': bee :', ':bee'])('leave %j as written', (text) => {
    expect(splitAtEmoji(text, emoji).map((part) => part.url)).toEqual([undefined]);
  });

  it('are bounded', () => {
    const parts = splitAtEmoji(':bee:'.repeat(500), emoji);
    expect(parts.filter((part) => part.url !== undefined)).toHaveLength(100);
    expect(parts.map((part) => part.text).join('')).toBe(':bee:'.repeat(500));
  });
});
