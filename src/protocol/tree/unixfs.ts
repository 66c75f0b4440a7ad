/** What the UnixFS `Data` message of a dag-pb node says (UnixFS specification, `unixfs.proto`). */
export type UnixfsData =
  | { readonly type: 'directory' }
  | {
      readonly type: 'file';
      /** Bytes that the node itself carries; empty in the files written here, other tools may inline. */
      readonly inline: Uint8Array;
      readonly fileBytes: number;
      readonly blockBytes: readonly number[];
    };

const directoryType = 1;
const rawType = 0;
const fileType = 2;

function pushVarint(target: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    target.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  target.push(rest);
}

/** `Data` of a plain directory. */
export const directoryData = Uint8Array.of(0x08, directoryType);

/** `Data` of a file whose bytes are in the linked leaves; sizes in bytes. */
export function encodeFileData(blockBytes: readonly number[]): Uint8Array {
  const data = [0x08, fileType, 0x18];
  pushVarint(
    data,
    blockBytes.reduce((sum, size) => sum + size, 0),
  );
  for (const size of blockBytes) {
    data.push(0x20);
    pushVarint(data, size);
  }
  return Uint8Array.from(data);
}

/** Undefined for anything malformed or of a kind that is not read here (sharded directories, symlinks). */
export function decodeUnixfs(bytes: Uint8Array): UnixfsData | undefined {
  let offset = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 0x80) {
      const byte = bytes[offset++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  let type: number | undefined;
  let inline = new Uint8Array(0);
  let fileBytes: number | undefined;
  const blockBytes: number[] = [];
  while (offset < bytes.length) {
    const tag = varint();
    const value = varint();
    if (Number.isNaN(tag) || Number.isNaN(value)) return undefined;
    if (tag === 0x08) type = value;
    else if (tag === 0x18) fileBytes = value;
    else if (tag === 0x20) blockBytes.push(value);
    else if ((tag & 7) === 2) {
      if (offset + value > bytes.length) return undefined;
      if (tag === 0x12) inline = bytes.slice(offset, offset + value);
      offset += value;
    } else if ((tag & 7) !== 0) return undefined;
  }
  if (type === directoryType) return { type: 'directory' };
  if (type !== fileType && type !== rawType) return undefined;
  const sum = blockBytes.reduce((total, size) => total + size, inline.length);
  return { type: 'file', inline, fileBytes: fileBytes ?? sum, blockBytes };
}
