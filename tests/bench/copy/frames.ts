// Frames of the raw baselines: length (4 bytes) and bytes, nothing else.

/** One frame after the other in pieces of at least `pieceBytes`, because small writes are slow. */
export function* framesOf(files: Iterable<Uint8Array>, pieceBytes: number): Generator<Uint8Array<ArrayBuffer>> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const join = (): Uint8Array<ArrayBuffer> => {
    const piece = new Uint8Array(size);
    let offset = 0;
    for (const part of parts) {
      piece.set(part, offset);
      offset += part.length;
    }
    parts = [];
    size = 0;
    return piece;
  };
  for (const file of files) {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, file.length);
    parts.push(length, file);
    size += 4 + file.length;
    if (size >= pieceBytes) yield join();
  }
  if (size > 0) yield join();
}

/** Gives back whole files from pieces of any size. */
export function createUnframer(): { push(piece: Uint8Array): Uint8Array[] } {
  let rest = new Uint8Array(0);
  return {
    push(piece) {
      const bytes = new Uint8Array(rest.length + piece.length);
      bytes.set(rest);
      bytes.set(piece, rest.length);
      const view = new DataView(bytes.buffer);
      const files: Uint8Array[] = [];
      let offset = 0;
      while (bytes.length - offset >= 4) {
        const length = view.getUint32(offset);
        if (bytes.length - offset - 4 < length) break;
        files.push(bytes.subarray(offset + 4, offset + 4 + length));
        offset += 4 + length;
      }
      rest = bytes.slice(offset);
      return files;
    },
  };
}
