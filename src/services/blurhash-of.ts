/** Longest side of what the colours are computed from, pixels: it becomes 4 by 3 patches, which need no more. */
const hashSide = 32;

interface Coloured {
  readonly width: number;
  readonly height: number;
  pixels(width: number, height: number): Uint8ClampedArray;
}

/** What draws the picture's colours before it comes (https://blurha.sh); without it the place is just empty. */
export async function blurhashOf(picture: Coloured): Promise<string | undefined> {
  const scale = hashSide / Math.max(picture.width, picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const [across, down] = picture.width >= picture.height ? [4, 3] : [3, 4];
  try {
    const { encode } = await import('blurhash');
    return encode(picture.pixels(width, height), width, height, across, down);
  } catch {
    return undefined;
  }
}
