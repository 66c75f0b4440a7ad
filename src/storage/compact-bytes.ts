/**
 * Bytes that own their buffer. Structured cloning stores the whole buffer behind a view: a 1 KiB block cut from a 1 MiB message, or
 * a pooled Node Buffer, would take all of it.
 */
export function compactBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.constructor === Uint8Array && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}
