/** A box of ISO 14496-12, clause 4.2: positions in the file, bytes. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** Of what it contains. */
  readonly body: number;
  readonly end: number;
}

/** The file is not what it says it is. */
export class BrokenRecording extends Error {}

/** The boxes from `start` to `end`, which they fill. Throws `BrokenRecording` where they do not. */
export function boxesIn(bytes: Uint8Array, start: number, end: number): readonly Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  for (let at = start; at < end;) {
    if (end - at < 8) throw new BrokenRecording('a box without a header');
    const short = view.getUint32(at);
    if (short === 1 && end - at < 16) throw new BrokenRecording('a box without its size');
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    const body = at + (short === 1 ? 16 : 8);
    if (size < body - at || size > end - at) throw new BrokenRecording('a box of impossible size');
    boxes.push({ type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), start: at, body, end: at + size });
    at += size;
  }
  return boxes;
}

export const childrenOf = (bytes: Uint8Array, box: Box): readonly Box[] => boxesIn(bytes, box.body, box.end);

/** The box below `box` that is reached by these types. */
export function boxAt(bytes: Uint8Array, box: Box, ...path: readonly string[]): Box | undefined {
  let found: Box | undefined = box;
  for (const type of path) found = found && childrenOf(bytes, found).find((child) => child.type === type);
  return found;
}

const free = Uint8Array.from('free', (letter) => letter.charCodeAt(0));

/** Makes it a box that readers pass over, with nothing in it: everything else stays where it is. */
export function eraseBox(bytes: Uint8Array, box: Box): void {
  bytes.set(free, box.start + 4);
  bytes.fill(0, box.body, box.end);
}
