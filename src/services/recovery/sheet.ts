import { splitWords } from './phrase.ts';

/** Longest text that is read as the code of a sheet, in characters; the largest QR codes hold less. */
const textLimit = 4_400;
const mostGateways = 8;
const beginning = 'pollen-recovery:1?';

/** What the QR code of a recovery sheet says: the words, and where the account is kept. */
export interface SheetCode {
  readonly words: readonly string[];
  /** Origins. */
  readonly gateways: readonly string[];
}

/**
 * The text of a sheet's QR code. No web address: a phone's camera must not open it anywhere. The words stand in it as such, so that any
 * reader of QR codes is of help.
 */
export function writeSheetCode({ words, gateways }: SheetCode): string {
  const via = gateways.slice(0, mostGateways).map((origin) => `&via=${encodeURIComponent(origin)}`);
  return `${beginning}words=${words.join('+')}${via.join('')}`;
}

/** Reads the text of a sheet's QR code; undefined for any other code. The words are not checked yet. */
export function readSheetCode(text: string): SheetCode | undefined {
  const trimmed = text.trim();
  if (trimmed.length > textLimit || !trimmed.toLowerCase().startsWith(beginning)) return undefined;
  const members = new URLSearchParams(trimmed.slice(beginning.length));
  const gateways = members.getAll('via').slice(0, mostGateways).flatMap(webOrigin);
  return { words: splitWords(members.get('words') ?? ''), gateways: [...new Set(gateways)] };
}

function webOrigin(text: string): string[] {
  if (!URL.canParse(text)) return [];
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? [origin] : [];
}
