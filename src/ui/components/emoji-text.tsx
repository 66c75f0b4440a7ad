import { Fragment, type ReactNode, useState } from 'react';
import type { Emoji } from './with-emoji.tsx';
import styles from './emoji-text.module.css';

interface Part {
  readonly at: number;
  readonly text: string;
  readonly url?: string;
}

/** Most pictures in one text; what comes after them stays as it was written. */
const mostPictures = 100;

/** The text cut at shortcodes that have a picture. */
export function splitAtEmoji(text: string, emoji: Emoji): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  let pictures = 0;
  for (const match of text.matchAll(/:(?<code>[A-Za-z0-9_]{1,64}):/g)) {
    const code = match.groups?.['code'] ?? '';
    const url = Object.hasOwn(emoji, code) ? emoji[code] : undefined;
    if (url?.startsWith('https://') !== true || pictures === mostPictures) continue;
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index) });
    parts.push({ at: match.index, text: match[0], url });
    end = match.index + match[0].length;
    pictures += 1;
  }
  return end === text.length ? parts : [...parts, { at: end, text: text.slice(end) }];
}

/** Text with the pictures of a server among its letters; each is named by its shortcode, and is that when it does not come. */
export function EmojiText(props: { readonly text: string; readonly emoji: Emoji }): ReactNode {
  return splitAtEmoji(props.text, props.emoji).map(({ at, text, url }) =>
    url === undefined ? <Fragment key={at}>{text}</Fragment> : <Glyph key={at} url={url} code={text} />,
  );
}

function Glyph(props: { readonly url: string; readonly code: string }): ReactNode {
  const { url, code } = props;
  const [broken, setBroken] = useState(false);
  if (broken) return code;
  return (
    <img
      className={styles.emoji}
      src={url}
      alt={code}
      title={code}
      draggable={false}
      loading="lazy"
      onError={() => setBroken(true)}
    />
  );
}
