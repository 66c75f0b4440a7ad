const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';

/** The colour that a picture has on the whole, out of its blurhash: four digits of base 83. Undefined for what is no hash. */
export function mainColour(hash: string | undefined): string | undefined {
  const places = [...(hash?.slice(2, 6) ?? '')].map((digit) => digits.indexOf(digit));
  if (places.length < 4 || places.includes(-1)) return undefined;
  const colour = places.reduce((sum, place) => sum * 83 + place, 0);
  return colour > 0xffffff ? undefined : `#${colour.toString(16).padStart(6, '0')}`;
}
