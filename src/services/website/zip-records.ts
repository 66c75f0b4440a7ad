/** One file in a zip, as its directory tells it. */
export interface ZipEntry {
  readonly path: string;
  /** CRC-32 of the file. */
  readonly crc32: number;
  readonly storedBytes: number;
  readonly fileBytes: number;
  readonly isDeflated: boolean;
  /** Where its local header begins. */
  readonly offset: number;
  /** See {@link dosTime}. */
  readonly time: number;
}

const largest32 = 0xffff_ffff;
const largest16 = 0xffff;
/** Made on Unix, by version 4.5 of the format; 4.5 is needed only where 64 bits are. */
const madeBy = (3 << 8) | 45;
const plainVersion = 20;
const zip64Version = 45;
const utf8Names = 0x0800;
const deflated = 8;
/** A regular file, readable by all, in the upper half as Unix has it. */
const attributes = (0o100644 << 16) >>> 0;

const encoder = new TextEncoder();

/** Numbers of a record, little endian: `[bytes, value]`. */
function record(
  fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[],
  tail: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const length = fields.reduce((sum, [bytes]) => sum + bytes, 0);
  const out = new Uint8Array(length + tail.length);
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  out.set(tail, at);
  return out;
}

/** What stands before a file's bytes (APPNOTE 6.3.10, section 4.3.7). Files are smaller than 4 GiB here, so no 64 bits are needed. */
export function localHeader(entry: ZipEntry): Uint8Array {
  const name = encoder.encode(entry.path);
  return record([[4, 0x0403_4b50], [2, plainVersion], ...common(entry), [2, name.length], [2, 0]], name);
}

/** The same in the directory at the end (4.3.12), with 64 bits for the offset beyond 4 GiB (4.5.3). */
export function directoryHeader(entry: ZipEntry): Uint8Array {
  const name = encoder.encode(entry.path);
  const isFar = entry.offset >= largest32;
  const extra = isFar
    ? record([
        [2, 1],
        [2, 8],
        [8, entry.offset],
      ])
    : new Uint8Array(0);
  const tail = new Uint8Array(name.length + extra.length);
  tail.set(name);
  tail.set(extra, name.length);
  return record(
    [
      [4, 0x0201_4b50],
      [2, madeBy],
      [2, isFar ? zip64Version : plainVersion],
      ...common(entry),
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, attributes],
      [4, Math.min(entry.offset, largest32)],
    ],
    tail,
  );
}

const common = ({ isDeflated, time, crc32, storedBytes, fileBytes }: ZipEntry): (readonly [2 | 4, number])[] => [
  [2, utf8Names],
  [2, isDeflated ? deflated : 0],
  [4, time],
  [4, crc32],
  [4, storedBytes],
  [4, fileBytes],
];

/** What ends a zip (4.3.14 to 4.3.16): the 64-bit records only where they are needed. */
export function endRecords(entries: number, directoryOffset: number, directoryBytes: number): Uint8Array[] {
  const needs64 = entries >= largest16 || directoryOffset >= largest32 || directoryBytes >= largest32;
  const end = record([
    [4, 0x0605_4b50],
    [2, 0],
    [2, 0],
    [2, Math.min(entries, largest16)],
    [2, Math.min(entries, largest16)],
    [4, Math.min(directoryBytes, largest32)],
    [4, Math.min(directoryOffset, largest32)],
    [2, 0],
  ]);
  if (!needs64) return [end];
  const end64 = record([
    [4, 0x0606_4b50],
    [8, 44],
    [2, madeBy],
    [2, zip64Version],
    [4, 0],
    [4, 0],
    [8, entries],
    [8, entries],
    [8, directoryBytes],
    [8, directoryOffset],
  ]);
  const locator = record([
    [4, 0x0706_4b50],
    [4, 0],
    [8, directoryOffset + directoryBytes],
    [4, 1],
  ]);
  return [end64, locator, end];
}

/** A zip counts in two-second steps from 1980 on and knows no time zone: UTC's wall clock, not that of wherever it was made. */
export function dosTime(date: Date): number {
  const year = Math.min(Math.max(date.getUTCFullYear(), 1980), 2107) - 1980;
  const day = (year << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return ((day << 16) | time) >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});

/** CRC-32 as zip has it. */
export function crc32Of(bytes: Uint8Array): number {
  let crc = largest32;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ largest32) >>> 0;
}
