/** What can be put into a search by a tap: the words of the grammar, which people learn by it. */
export interface Chip {
  readonly id: 'picture' | 'link' | 'poll' | 'me' | 'week' | 'month';
  readonly token: string;
}

const dayMs = 86_400_000;

const dayBefore = (nowMs: number, days: number): string => {
  const date = new Date(nowMs - days * dayMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

export const chipsAt = (nowMs: number): readonly Chip[] => [
  { id: 'picture', token: 'has:picture' },
  { id: 'link', token: 'has:link' },
  { id: 'poll', token: 'has:poll' },
  { id: 'me', token: 'from:me' },
  { id: 'week', token: `after:${dayBefore(nowMs, 8)}` },
  { id: 'month', token: `after:${dayBefore(nowMs, 31)}` },
];

const tokens = (text: string): string[] => text.split(/\s+/).filter((part) => part !== '');

export const hasToken = (text: string, token: string): boolean => tokens(text).includes(token);

/** Puts a token at the end of what was typed, or takes it away. Of the dates there is one. */
export function toggleToken(text: string, token: string): string {
  const others = tokens(text).filter((part) => part !== token && !(token.startsWith('after:') && part.startsWith('after:')));
  const now = hasToken(text, token) ? others : [...others, token];
  return now.length === 0 ? '' : `${now.join(' ')} `;
}
