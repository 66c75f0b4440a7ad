import { lazy, type ReactNode, Suspense } from 'react';

/** Pictures by shortcode, https. */
export type Emoji = Readonly<Record<string, string>>;

const EmojiText = lazy(async () => ({ default: (await import('./emoji-text.tsx')).EmojiText }));

/** Text in which `:shortcode:` may stand for a picture of its server. Without `emoji`, what was written. */
export function WithEmoji(props: { readonly text: string; readonly emoji: Emoji | undefined }): ReactNode {
  const { text, emoji } = props;
  if (emoji === undefined || !text.includes(':')) return text;
  return (
    <Suspense fallback={text}>
      <EmojiText text={text} emoji={emoji} />
    </Suspense>
  );
}
