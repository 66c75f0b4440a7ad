import type { PostView } from '../../services/app-api.ts';

const framePx = 108;
const linePx = 26;
const charactersPerLine = 48;
const mostLines = 16;

/** About how high a post will be, px: so that what has never been drawn takes nearly its place. */
export function likelyHeightPx({ text, attachments, poll, quote, warning, boostedBy }: PostView): number {
  let height = framePx + (boostedBy === undefined ? 0 : 28);
  if (warning !== undefined) return height + 90;
  const breaks = text.split('\n').length - 1;
  height += linePx * Math.min(mostLines, Math.ceil(text.length / charactersPerLine) + breaks);
  if (attachments.length > 0) height += 300;
  if (poll !== undefined) height += poll.options.length * 44 + 28;
  return quote === undefined ? height : height + 130;
}
