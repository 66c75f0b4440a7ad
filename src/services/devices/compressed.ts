/** What the first two bytes of gzip are; JSON never begins so. */
const magic = [0x1f, 0x8b];

export async function compress(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What was compressed; bytes that never were are taken as they are. Undefined when it is damaged, or would be larger than `limitBytes`. */
export async function decompress(bytes: Uint8Array, limitBytes: number): Promise<Uint8Array | undefined> {
  if (!magic.every((byte, place) => bytes[place] === byte)) return bytes;
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
    for await (const part of stream) {
      size += part.length;
      if (size > limitBytes) return undefined;
      parts.push(part);
    }
  } catch {
    return undefined;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
    part.fill(0);
  }
  return all;
}
