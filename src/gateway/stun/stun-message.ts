import { isIPv4 } from 'node:net';

const magicCookie = 0x2112a442;
const headerBytes = 20;
const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const xorMappedAddress = 0x0020;

/**
 * Transaction id (12 bytes) of a STUN Binding request, or undefined for every other datagram (RFC 8489 sections 5, 6.3).
 * Attributes that must be understood are refused with silence: this server authenticates nobody and offers nothing else.
 */
export function parseBindingRequest(datagram: Uint8Array): Uint8Array | undefined {
  if (datagram.length < headerBytes || datagram.length > 548) return undefined;
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  if (view.getUint16(0) !== bindingRequest || view.getUint32(4) !== magicCookie) return undefined;
  if (view.getUint16(2) !== datagram.length - headerBytes) return undefined;
  let offset = headerBytes;
  while (offset < datagram.length) {
    if (offset + 4 > datagram.length) return undefined;
    const type = view.getUint16(offset);
    const paddedLength = (view.getUint16(offset + 2) + 3) & ~3;
    // Below 0x8000: "comprehension-required" (section 14).
    if (type < 0x8000) return undefined;
    offset += 4 + paddedLength;
  }
  return offset === datagram.length ? datagram.slice(8, headerBytes) : undefined;
}

/** Binding success response with the one attribute that ICE wants: the address the request came from (RFC 8489 section 14.2). */
export function bindingResponse(transactionId: Uint8Array, address: string, port: number): Uint8Array {
  const ip = addressBytes(address);
  const message = new Uint8Array(headerBytes + 8 + ip.length);
  const view = new DataView(message.buffer);
  view.setUint16(0, bindingSuccess);
  view.setUint16(2, 8 + ip.length);
  view.setUint32(4, magicCookie);
  message.set(transactionId, 8);
  view.setUint16(headerBytes, xorMappedAddress);
  view.setUint16(headerBytes + 2, 4 + ip.length);
  view.setUint8(headerBytes + 5, ip.length === 4 ? 1 : 2);
  view.setUint16(headerBytes + 6, port ^ (magicCookie >>> 16));
  // The mask is the cookie followed by the transaction id: bytes 4..19 of this very message.
  ip.forEach((byte, index) => view.setUint8(headerBytes + 8 + index, byte ^ view.getUint8(4 + index)));
  return message;
}

function addressBytes(address: string): Uint8Array {
  const plain = address.replace(/^::ffff:(?=\d)/, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return Uint8Array.from(plain.split('.'), Number);
  const [head = '', tail] = plain.split('::');
  const groups = (part: string | undefined): string[] => (part === undefined || part === '' ? [] : part.split(':'));
  const left = groups(head);
  const right = groups(tail);
  const all = tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]));
}
