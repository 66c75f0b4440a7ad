/** By its first bytes: gzip, zip (also an empty or a split one), or tar. Names say nothing. */
export async function looksLikeArchive(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 512).arrayBuffer());
  const starts = (...bytes: readonly number[]): boolean => bytes.every((byte, place) => head[place] === byte);
  const isZip = starts(0x50, 0x4b) && [0x03, 0x05, 0x07].includes(head[2] ?? 0);
  return isZip || starts(0x1f, 0x8b) || new TextDecoder().decode(head.subarray(257, 262)) === 'ustar';
}
