/** Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs and stretching, invisible joiners. Indic and Thai vowels are letters. */
const dropped = /\p{Cf}|\p{VS}|[\u0300-\u036f]|[\u0591-\u05bd]|[\u05bf-\u05c7]|[\u0610-\u061a]|\u0640|[\u064b-\u0655]|\u0670/gu;
const asciiOnly = /^[\0-\x7f]*$/;
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
  ى: 'ي',
  ک: 'ك',
  ی: 'ي',
};
const special = /[ßæœøłđðþıςىکی]/g;

/** Text as it is compared: without case, accents and forms of the same letter (NFKC). */
export function fold(text: string): string {
  if (asciiOnly.test(text)) return text.toLowerCase();
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(dropped, '').normalize('NFC');
  return plain.replace(special, (letter) => letters[letter] ?? letter);
}
