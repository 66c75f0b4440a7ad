/** As Unicode has them, from none, which most devices draw yellow, to the darkest. */
export const skinTones = ['', '\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}'] as const;

/** More people than one, though it is drawn as one sign. */
const family = '\u{1F46A}';

/** The emoji in a skin tone, where it shows one person or one hand; others stay as they are. */
export function inTone(emoji: string, tone: string): string {
  if (tone === '' || emoji.startsWith(family) || emoji.match(/\p{Emoji_Modifier_Base}/gu)?.length !== 1) return emoji;
  return emoji.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/u, `$1${tone}`);
}

const key = 'pollen.emoji-tone';

/** What was chosen on this device. */
export function chosenTone(storage: Pick<Storage, 'getItem'> | undefined = globalThis.localStorage): string {
  try {
    const stored = storage?.getItem(key);
    return skinTones.find((tone) => tone === stored) ?? '';
  } catch {
    return '';
  }
}

export function rememberTone(tone: string, storage: Pick<Storage, 'setItem'> | undefined = globalThis.localStorage): void {
  try {
    storage?.setItem(key, tone);
  } catch {
    // A full or forbidden store.
  }
}
