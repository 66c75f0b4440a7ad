/** One line of text without markup, control characters and signs that turn the direction of what follows. */
export function plain(text: string | undefined, longest: number): string {
  const source = (text ?? '').slice(0, 4 * longest).toWellFormed();
  const words = source.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
  return words.replaceAll(/\s+/g, ' ').trim().slice(0, longest).toWellFormed();
}
